namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Patterns in declarations, parameters and assignments. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageDestructuringTests
{
    [Theory]
    [InlineData("let [a, , b = 5, ...c] = [1, 2, undefined, 4, 5]; return [a, b, c]", "[1,5,[4,5]]")]
    [InlineData("let { a, b: c = 7, ['d' + 'e']: f, ...g } = { a: 1, de: 2, x: 3, y: 4 }; return [a, c, f, g]", "[1,7,2,{\"x\":3,\"y\":4}]")]
    [InlineData("let a = 1, b = 2; [a, b] = [b, a]; return [a, b]", "[2,1]")]
    [InlineData("let o = {}; [o.x, o['y'], ...o.z] = [1, 2, 3, 4]; return o", "{\"x\":1,\"y\":2,\"z\":[3,4]}")]
    [InlineData("let x; ({ x = 4 } = {}); let y = ({ x } = { x: 9, q: 1 }); return [x, y]", "[9,{\"x\":9,\"q\":1}]")]
    [InlineData("let a, b; [a = 1, [b] = [2]] = []; return [a, b]", "[1,2]")]
    [InlineData("try { let { a } = null } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("try { let [a] = 5 } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("const log = []; const it = { [Symbol.iterator]() { return { i: 0, next() { log.push('n'); return { value: this.i++, done: false } }, return() { log.push('r'); return {} } } } }; const [a, b] = it; return [a, b, log]", "[0,1,[\"n\",\"n\",\"r\"]]")]
    [InlineData("const log = []; const it = { [Symbol.iterator]() { return { next() { return { done: true } }, return() { log.push('r'); return {} } } } }; const [a, b] = it; return [a === undefined, log]", "[true,[]]")]
    [InlineData("const log = []; const it = { [Symbol.iterator]() { return { next() { return { value: 1 } }, return() { log.push('r'); return {} } } } }; try { const [a = 1, b = (() => { throw 1 })()] = it; } catch (e) { log.push(e) } return log", "[\"r\"]")]
    [InlineData("const log = []; const it = { [Symbol.iterator]() { return { next() { return { value: undefined } }, return() { log.push('r'); return {} } } } }; try { const [b = (() => { throw 'x' })()] = it; } catch (e) { log.push(e) } return log", "[\"r\",\"x\"]")]
    [InlineData("const r = []; for (const [k, { v }] of [['a', { v: 1 }], ['b', { v: 2 }]]) r.push(k + v); return r", "[\"a1\",\"b2\"]")]
    [InlineData("const r = []; for (let { length } of ['ab', 'c']) r.push(length); return r", "[2,1]")]
    [InlineData("const { length } = 'hello'; const [x, y] = 'hi'; return [length, x, y]", "[5,\"h\",\"i\"]")]
    [InlineData("let a = [1, 2, 3]; let i = 0; [a[i++], a[i++]] = [a[1], a[0]]; return [a, i]", "[[2,1,3],2]")]
    [InlineData("const f = ([a, b] = [1, 2], { c } = { c: 3 }) => a + b + c; return [f(), f([5, 6]), f([1, 1], { c: 1 })]", "[6,14,3]")]
    [InlineData("try { throw { message: 'm', code: 3 } } catch ({ message, code }) { return [message, code] }", "[\"m\",3]")]
    [InlineData("let x = { a: 1, b: 2 }; ({ x, y: x = x } = { x: 5 }); return x", "5")]
    [InlineData("const { a: { b: [, second] } } = { a: { b: [1, 2] } }; return second", "2")]
    [InlineData("const { ...copy } = [7, 8]; return copy", "{\"0\":7,\"1\":8}")]
    [InlineData("const { 0: first, 1.5: half } = { 0: 'a', 1.5: 'b' }; return [first, half]", "[\"a\",\"b\"]")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
