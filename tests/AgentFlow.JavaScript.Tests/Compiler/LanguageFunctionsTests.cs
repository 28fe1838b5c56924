namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Functions, closures, parameters, names. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageFunctionsTests
{
    [Theory]
    [InlineData("function f(a, b = a + 1, ...r) { return [a, b, r] } return [f(1), f(1, 5, 6, 7), f.length]", "[[1,2,[]],[1,5,[6,7]],1]")]
    [InlineData("function f(a = b, b = 1) { return a } try { return f() } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("function f({ a, b: { c = 3 } = {}, ...rest } = {}) { return [a, c, rest] } return [f(), f({ a: 1, b: { c: 2 }, d: 4 })]", "[[null,3,{}],[1,2,{\"d\":4}]]")]
    [InlineData("function f(a) { arguments[0] = 9; return [a, arguments.length, arguments[1]] } return f(1, 2)", "[1,2,2]")]
    [InlineData("const f = (...a) => a.length; return [f(), f(1, 2, 3), f(...[1, 2], 3, ...'ab')]", "[0,3,5]")]
    [InlineData("const o = { v: 1, f() { return (() => this.v)() }, g: function () { return [1].map(() => this.v) } }; return [o.f(), o.g()]", "[1,[1]]")]
    [InlineData("function F() { return new.target === F } return [new F() instanceof F, F()]", "[true,false]")]
    [InlineData("function F() { this.a = 1; return { b: 2 } } function G() { this.a = 1; return 5 } return [new F(), new G()]", "[{\"b\":2},{\"a\":1}]")]
    [InlineData("const fact = function me(n) { return n < 2 ? 1 : n * me(n - 1) }; return fact(10)", "3628800")]
    [InlineData("const f = function me() { me = 1 }; try { f() } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("const a = []; for (let i = 0; i < 3; i++) a.push(() => i); return a.map(f => f())", "[0,1,2]")]
    [InlineData("const a = []; for (var i = 0; i < 3; i++) a.push(() => i); return a.map(f => f())", "[3,3,3]")]
    [InlineData("const a = []; for (const k in { x: 1, y: 2 }) a.push(() => k); return a.map(f => f())", "[\"x\",\"y\"]")]
    [InlineData("const a = []; for (let i = 0, inc = () => i++; i < 3; inc(), i++) { a.push(i); if (a.length > 5) break } return a", "[0,1,2]")]
    [InlineData("{ function g() { return 1 } } return typeof g", "\"undefined\"")]
    [InlineData("return hoisted(); function hoisted() { return 'yes' }", "\"yes\"")]
    [InlineData("const f = (x) => { if (x) { return 'a' } else { return 'b' } }; return f(0) + f(1)", "\"ba\"")]
    [InlineData("let n = 0; const f = (a = n++, b = () => a) => { a = 7; return b() }; return [f(), f(3), n]", "[7,7,1]")]
    [InlineData("function f(x, g = () => x) { var x = 5; return [x, g()] } return f(1)", "[5,1]")]
    [InlineData("function f(x, g = () => x) { var x; return [x, g()] } return f(1)", "[1,1]")]
    [InlineData("const f = () => ({}); return [f.name, (() => 1).name, (class { }).name, (function () { }).name]", "[\"f\",\"\",\"\",\"\"]")]
    [InlineData("const o = { a() { }, b: () => 1, get c() { return 1 }, ['d' + 1]: function () { }, 5: () => 2 }; return [o.a.name, o.b.name, Object.getOwnPropertyDescriptor(o, 'c').get.name, o.d1.name, o[5].name]", "[\"a\",\"b\",\"get c\",\"d1\",\"5\"]")]
    [InlineData("let f; f = () => 1; let { g = () => 2 } = {}; let [h = class { }] = []; return [f.name, g.name, h.name]", "[\"f\",\"g\",\"h\"]")]
    [InlineData("return (function () { return typeof this })() + (() => typeof this)()", "\"undefinedundefined\"")]
    [InlineData("function outer() { let x = 1; function inc() { x++ } function get() { return x } inc(); inc(); return get() } return outer()", "3")]
    [InlineData("const compose = (...fs) => x => fs.reduceRight((v, f) => f(v), x); return compose(x => x + 1, x => x * 2)(5)", "11")]
    [InlineData("function f() { return f.caller } try { return String(f()) } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("function depth(n) { return n === 0 ? 0 : 1 + depth(n - 1) } return depth(5000)", "5000")]
    [InlineData("function f() { return f() } try { f() } catch (e) { return e.name }", "\"RangeError\"")]
    [InlineData("return [].concat([1], 2, [[3]]).length + Math.max(...[1, 5, 3])", "8")]
    [InlineData("const bound = function (a, b) { return [this.x, a, b] }.bind({ x: 1 }, 2); return bound(3)", "[1,2,3]")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
