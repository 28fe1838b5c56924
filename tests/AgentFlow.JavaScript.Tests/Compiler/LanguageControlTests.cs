namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Statements: loops, labels, switch, try, dead zones. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageControlTests
{
    [Theory]
    [InlineData("const r = []; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; r.push([i, j]) } } return r", "[[0,0],[1,0]]")]
    [InlineData("function f() { try { return 1 } finally { return 2 } } return f()", "2")]
    [InlineData("function f() { const r = []; for (const x of [1, 2, 3]) { try { if (x === 2) continue; r.push(x) } finally { r.push('f' + x) } } return r } return f()", "[1,\"f1\",\"f2\",3,\"f3\"]")]
    [InlineData("function f() { l: try { return 1 } finally { break l } return 3 } return f()", "3")]
    [InlineData("const r = []; try { try { throw 1 } catch (e) { r.push(e); throw 2 } finally { r.push('f') } } catch (e) { r.push(e) } return r", "[1,\"f\",2]")]
    [InlineData("function f() { let x = 1; try { return x } finally { x = 5 } } return f()", "1")]
    [InlineData("function f() { while (true) { try { return 'a' } finally { break } } return 'b' } return f()", "\"b\"")]
    [InlineData("function f(n) { try { if (n === 0) return 'r'; if (n === 1) throw 't'; return 'n' } catch (e) { return 'c' + e } finally { g.push(n) } } const g = []; return [f(0), f(1), f(2), g]", "[\"r\",\"ct\",\"n\",[0,1,2]]")]
    [InlineData("function f(n) { switch (n) { case 1: return 'one'; case 2: case 3: return 'few'; default: return 'many' } } return [f(1), f(2), f(3), f(4)]", "[\"one\",\"few\",\"few\",\"many\"]")]
    [InlineData("const r = []; switch (3) { default: r.push('d'); case 1: r.push(1); break; case 2: r.push(2) } return r", "[\"d\",1]")]
    [InlineData("switch ('a') { case 'b': let x = 1; break; case 'a': try { x } catch (e) { return e.name } }", "\"ReferenceError\"")]
    [InlineData("let i = 0; do { i++; if (i === 3) continue; if (i > 5) break } while (i < 10); return i", "6")]
    [InlineData("let i = 10, s = 0; while (i-- > 0) { if (i % 2) continue; s += i } return s", "20")]
    [InlineData("const r = []; for (const k in { b: 1, a: 2, 1: 3, 0: 4 }) r.push(k); return r", "[\"0\",\"1\",\"b\",\"a\"]")]
    [InlineData("const r = []; class A { constructor() { this.x = 1 } } A.prototype.y = 2; for (const k in new A()) r.push(k); return r", "[\"x\",\"y\"]")]
    [InlineData("const r = []; for (const c of 'a😀b') r.push(c); return r", "[\"a\",\"😀\",\"b\"]")]
    [InlineData("const r = []; for (const x of new Set([1, 2, 2, 3])) r.push(x); for (const [k, v] of new Map([['a', 1]])) r.push(k, v); return r", "[1,2,3,\"a\",1]")]
    [InlineData("let closed = 0; const it = { [Symbol.iterator]() { return { next() { return { value: 1, done: false } }, return() { closed++; return {} } } } }; for (const x of it) break; function f() { for (const x of it) return x } f(); try { for (const x of it) throw 1 } catch { } outer: for (const a of [1]) for (const x of it) continue outer; return closed", "4")]
    [InlineData("let closed = 0; const it = { [Symbol.iterator]() { let i = 0; return { next() { return { value: i, done: i++ > 2 } }, return() { closed++; return {} } } } }; const r = []; for (const x of it) { if (x === 1) continue; r.push(x) } return [r, closed]", "[[0,2],0]")]
    [InlineData("const it = { [Symbol.iterator]() { return { next() { throw 'n' }, return() { return 1 } } } }; try { for (const x of it); } catch (e) { return e }", "\"n\"")]
    [InlineData("const it = { [Symbol.iterator]() { return { next() { return { value: 1 } }, return() { throw 'r' } } } }; try { for (const x of it) throw 'body' } catch (e) { return e }", "\"body\"")]
    [InlineData("const it = { [Symbol.iterator]() { return { next() { return { value: 1 } }, return() { throw 'r' } } } }; try { for (const x of it) break } catch (e) { return e }", "\"r\"")]
    [InlineData("try { x; let x = 1 } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("try { (() => { y })(); const y = 1 } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("const c = 1; try { c = 2 } catch (e) { return [e.name, c] }", "[\"TypeError\",1]")]
    [InlineData("try { c++; } catch (e) { return e.name } const c = 1", "\"ReferenceError\"")]
    [InlineData("try { undefinedName } catch (e) { return [e.name, typeof undefinedName] }", "[\"ReferenceError\",\"undefined\"]")]
    [InlineData("try { undefinedName = 1 } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("let r = ''; for (let i = 0; i < 5; i++) { if (i === 1) continue; if (i === 4) break; r += i } return r", "\"023\"")]
    [InlineData("a: { b: { break a } return 1 } return 2", "2")]
    [InlineData("let x = 0; for (; ;) { if (++x > 3) break } return x", "4")]
    [InlineData("for (var i = 0, n = 3; i < n; i++); return [i, n]", "[3,3]")]
    [InlineData("const r = []; for (const x of [3, 1, 2]) { const y = x * 2; r.push(() => y) } return r.map(f => f())", "[6,2,4]")]
    [InlineData("try { null.x } catch (e) { return e instanceof TypeError }", "true")]
    [InlineData("try { (void 0)() } catch (e) { return e instanceof TypeError }", "true")]
    [InlineData("var x = 1; { let x = 2; { let x = 3 } x++ } return x", "1")]
    [InlineData("if (true) { let a = 1; var b = a } else var d = 4; return [b, d]", "[1,null]")]
    [InlineData("try { throw new Error('m', { cause: 'c' }) } catch (e) { return [e.message, e.cause] } finally { }", "[\"m\",\"c\"]")]
    [InlineData("const f = () => { try { throw 1 } catch { return 'caught' } }; return f()", "\"caught\"")]
    [InlineData("let n = 0; for (const x of [1, 2, 3]) for (const y of [1, 2]) { if (y === 2) break; n += x } return n", "6")]
    [InlineData("let s = 0; for (let i = 0, j = 10; i < j; i++, j--) s += j - i; return s", "30")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
