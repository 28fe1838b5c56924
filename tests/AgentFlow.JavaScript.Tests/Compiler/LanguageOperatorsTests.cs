namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Operators, literals, templates, optional chains. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageOperatorsTests
{
    [Theory]
    [InlineData("let x = 5; return [x + (x = 6), x, x++ + ++x, x--, -x, +'3', !x, ~x, typeof x, void 0 === undefined]", "[11,6,14,8,-7,3,false,-8,\"number\",true]")]
    [InlineData("let o = { a: 1 }; o.a += 2; o['a'] *= 3; o.b ??= 4; o.b &&= 5; o.c ||= 6; o.a **= 2; return o", "{\"a\":81,\"b\":5,\"c\":6}")]
    [InlineData("let a = null; a ??= 1; let b = 0; b ||= 2; let c = 1; c &&= 3; return [a, b, c]", "[1,2,3]")]
    [InlineData("const o = { a: { b: () => 5, c: null } }; return [o?.a?.b(), o.x?.y.z.w, o.a.c?.(), o.a?.['b'](), o.q?.[1](), delete o?.a?.c, o]", "[5,null,null,5,null,true,{\"a\":{}}]")]
    [InlineData("const o = { f() { return this.v }, v: 3 }; return [(o.f)(), (o?.f)(), o?.f(), o['f']()]", "[3,3,3,3]")]
    [InlineData("return [1 < 2, 'a' < 'b', '10' < 9, null == undefined, null == 0, NaN == NaN, '1' == 1, [1] == 1, null >= 0]", "[true,true,false,true,false,false,true,true,true]")]
    [InlineData("return [5 & 3, 5 | 3, 5 ^ 3, 1 << 31, -1 >>> 0, -9 >> 1, 2 ** 10, 7 % -3, -7 % 3, 5 / 2]", "[1,7,6,-2147483648,4294967295,-5,1024,1,-1,2.5]")]
    [InlineData("return ['a' in { a: 1 }, 0 in [1], [] instanceof Array, (() => 1) instanceof Function]", "[true,true,true,true]")]
    [InlineData("return 1 + '2' + 3 + null + undefined + true", "\"123nullundefinedtrue\"")]
    [InlineData("const o = { valueOf() { return 4 }, toString() { return 's' } }; return [o + 1, `${o}`, o * 2, o > 3, o == 4, o + '']", "[5,\"s\",8,true,true,\"4\"]")]
    [InlineData("let s = ''; const f = v => (s += v, v); f(1) + f(2) * f(3); f(0) && f(4); f(5) || f(6); f(null) ?? f(7); return s", "\"12305null7\"")]
    [InlineData("let i = 0; const a = [0, 0]; a[i++] = i++; a[i] = i; return [a, i]", "[[1,0,2],2]")]
    [InlineData("let i = 0; const a = [10, 20]; a[i++] += 5; a[i]++; return [a, i]", "[[15,21],1]")]
    [InlineData("const k = { n: 0, toString() { this.n++; return 'p' } }; const o = { p: 1 }; o[k] += 1; o[k]++; return [o.p, k.n]", "[3,2]")]
    [InlineData("return [1, 2, 3, 4].map(x => x % 2 ? 'odd' : x > 3 ? 'big' : 'even')", "[\"odd\",\"even\",\"odd\",\"big\"]")]
    [InlineData("return (1, 2, 3)", "3")]
    [InlineData("let x = 'b'; x += 1; x = x + 2 + 3; return x", "\"b123\"")]
    [InlineData("return [10n ** 20n === 100000000000000000000n, typeof 1n, 5n / 2n === 2n, -5n % 3n === -2n]", "[true,\"bigint\",true,true]")]
    [InlineData("try { 1n + 1 } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("return [0.1 + 0.2, 1e21 + 1, 1 / 3, -0 === 0, Object.is(-0, 0), 0xff, 0b11, 0o17, 1_000]", "[0.30000000000000004,1e+21,0.3333333333333333,true,false,255,3,15,1000]")]
    [InlineData("let x = 1; x = x || 2; let y = 0; y = y && z; let w = y || x; return [x, y, w]", "[1,0,1]")]
    [InlineData("let x = 3; x = { x, y: [x, x + 1] }; return x", "{\"x\":3,\"y\":[3,4]}")]
    [InlineData("let x = 1; x = [x, x = 2, x]; return x", "[1,2,2]")]
    [InlineData("let a = 1, b = 2; a = a > b ? b : a + b; return a", "3")]
    [InlineData("return `a${1}b${'c'}${[1, 2]}` + `` + `x`", "\"a1bc1,2x\"")]
    [InlineData("const tag = (s, ...v) => [s, s.raw, v]; return tag`a${1}\\n${2}c`", "[[\"a\",\"\\n\",\"c\"],[\"a\",\"\\\\n\",\"c\"],[1,2]]")]
    [InlineData("const t = s => s; const f = () => t`x`; return [f() === f(), t`x` === t`x`]", "[true,false]")]
    [InlineData("return [typeof null, typeof {}, typeof (() => 1), typeof 's', typeof Symbol(), typeof undefined]", "[\"object\",\"object\",\"function\",\"string\",\"symbol\",\"undefined\"]")]
    [InlineData("const o = { a: 1, get b() { return this.a + 1 }, set b(v) { this.a = v } }; o.b = 10; return [o.b, o.a]", "[11,10]")]
    [InlineData("const o = { __proto__: { p: 1 }, ['x' + 1]: 2, 'y z': 3, 1: 4, ...{ q: 5, p: 6 }, ...null, ...'hi' }; return [o, Object.getPrototypeOf(o).p]", "[{\"0\":\"h\",\"1\":\"i\",\"x1\":2,\"y z\":3,\"q\":5,\"p\":6},1]")]
    [InlineData("return [...'abc', ...[1, , 2], ...new Set([3])]", "[\"a\",\"b\",\"c\",1,null,2,3]")]
    [InlineData("const a = [1, , 3]; return [a.length, 1 in a, a]", "[3,false,[1,null,3]]")]
    [InlineData("const o = { a: 1, b: 2 }; delete o.a; delete o['zz']; return o", "{\"b\":2}")]
    [InlineData("try { delete Object.freeze({ a: 1 }).a } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("try { Object.freeze([1]).push(2) } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("let n = 0; return [n++ || n, n, ++n && n--]", "[1,1,2]")]
    [InlineData("let a = { n: 1 }; let b = a; a.x = a = { n: 2 }; return [a, b]", "[{\"n\":2},{\"n\":1,\"x\":{\"n\":2}}]")]
    [InlineData("return [!!'', !!'0', !!NaN, !![], !0n]", "[false,true,false,true,true]")]
    [InlineData("return [null ?? 1, 0 ?? 1, undefined?.x, null?.[1], (null)?.x.y.z()]", "[1,0,null,null,null]")]
    [InlineData("let x = 10; x -= 3; x /= 2; x %= 3; x <<= 2; x |= 1; x ^= 3; x &= 14; x >>= 1; x >>>= 0; return x", "1")]
    [InlineData("return [1, 2, 3].at(-1) + [...\"ab\"].entries().next().value[1]", "\"3a\"")]
    [InlineData("let o = { a: 1 }; const { a } = o, b = o.a++; return [a, b, o.a--, o.a]", "[1,1,2,1]")]
    [InlineData("let s = 0; for (let i = 1000000; i < 1000003; i++) s += i - 70000; return s", "2790003")]
    [InlineData("return [100000 - 1, 5 * -3, 7 - -2, -(-3), - -'4']", "[99999,-15,9,3,4]")]
    [InlineData("return !(1 > 2) && !('a' === 'b' || 1 !== 1) ? 'y' : 'n'", "\"y\"")]
    [InlineData("globalThis.q = 1; const before = [q, typeof globalThis, globalThis === globalThis.globalThis, 'globalThis' in globalThis]; q = 2; delete globalThis.q; return [before, typeof q, globalThis.globalThis === globalThis]", "[[1,\"object\",true,true],\"undefined\",true]")]
    [InlineData("const x = 5; return [x === 5 && x !== 4, x == '5', !(x >= 6), !(NaN < 1), NaN >= 1]", "[true,true,true,true,false]")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
