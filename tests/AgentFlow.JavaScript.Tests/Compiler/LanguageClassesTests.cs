namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Classes, private members, super. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageClassesTests
{
    [Theory]
    [InlineData("class A { constructor(x) { this.x = x } get d() { return this.x * 2 } set d(v) { this.x = v } static s() { return 's' } m() { return 'm' + this.x } } const a = new A(2); a.d = 5; return [a.d, A.s(), a.m(), Object.keys(a), typeof A]", "[10,\"s\",\"m5\",[\"x\"],\"function\"]")]
    [InlineData("class A { m() { return 'A' } get g() { return 'gA' } static s() { return 'sA' } } class B extends A { m() { return super.m() + 'B' } get g() { return super.g + 'B' } static s() { return super.s() + 'B' } } return [new B().m(), new B().g, B.s(), new B() instanceof A, Object.getPrototypeOf(B) === A]", "[\"AB\",\"gAB\",\"sAB\",true,true]")]
    [InlineData("class A { constructor(...a) { this.a = a } } class B extends A { } class C extends B { constructor() { super(1, 2); this.c = 3 } } return [new B(1, 2).a, new C()]", "[[1,2],{\"a\":[1,2],\"c\":3}]")]
    [InlineData("class B extends Object { constructor() { this.x = 1 } } try { new B() } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("class B extends Object { constructor() { super(); try { super() } catch (e) { this.e = e.name } } } return new B()", "{\"e\":\"ReferenceError\"}")]
    [InlineData("class A { constructor() { this.t = new.target.name } } class B extends A { constructor() { const f = () => super(); f(); this.u = (() => this.t)() } } return new B()", "{\"t\":\"B\",\"u\":\"B\"}")]
    [InlineData("class A { x = 1; y = this.x + 1; ['z' + 1] = 3; static s = 4; static t = this.s + 1; 'q r' = 5; 7 = 8 } return [new A(), A.s, A.t]", "[{\"7\":8,\"x\":1,\"y\":2,\"z1\":3,\"q r\":5},4,5]")]
    [InlineData("class A { #p = 1; #m() { return this.#p } get #g() { return this.#p * 10 } set #g(v) { this.#p = v } static #s = 7; static has(o) { return #p in o } run() { this.#g = 4; this.#p++; return [this.#p, this.#m(), this.#g, A.#s] } } return [new A().run(), A.has(new A()), A.has({})]", "[[5,5,50,7],true,false]")]
    [InlineData("class A { #p = 1; static get(o) { return o.#p } } try { A.get({}) } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("class A { #m() { } set() { this.#m = 1 } } try { new A().set() } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("class A { static x; static { this.x = 5; var v = 1; A.y = A.x + v } } return [A.x, A.y]", "[5,6]")]
    [InlineData("const log = []; class A { [(log.push('k1'), 'a')] = log.push('v1'); static [(log.push('k2'), 'b')] = log.push('v2'); [(log.push('k3'), 'm')]() { } } new A(); return log", "[\"k1\",\"k2\",\"k3\",\"v2\",\"v1\"]")]
    [InlineData("const C = class Named { static n() { return Named.name } }; return [C.n(), C.name]", "[\"Named\",\"Named\"]")]
    [InlineData("class A { static m() { A = 1 } } try { A.m() } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("try { class A extends A { } } catch (e) { return e.name }", "\"ReferenceError\"")]
    [InlineData("try { class A extends 5 { } } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("class A extends null { static s() { return 1 } } return [A.s(), Object.getPrototypeOf(A.prototype)]", "[1,null]")]
    [InlineData("try { (class { })() } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("class A { a = () => this.v; v = 3 } return new A().a()", "3")]
    [InlineData("class A { constructor() { return { o: 1 } } } class B extends A { f = 2 } return new B()", "{\"o\":1,\"f\":2}")]
    [InlineData("class A { *g() { yield 1; yield* [2, 3] } async m() { return 4 } static async *ag() { yield 5 } } const r = [...new A().g()]; r.push(await new A().m()); for await (const x of A.ag()) r.push(x); return r", "[1,2,3,4,5]")]
    [InlineData("class A { get [Symbol.toStringTag]() { return 'T' } } return String(new A())", "\"[object T]\"")]
    [InlineData("const o = { m() { return super.toString === Object.prototype.toString } }; return o.m()", "true")]
    [InlineData("const base = { hi() { return 'base ' + this.n } }; const o = { __proto__: base, n: 'o', hi() { return super.hi() + '!' } }; return o.hi()", "\"base o!\"")]
    [InlineData("const base = { set v(x) { this._v = x } }; const o = { __proto__: base, set() { super.v = 3; super.w = 4 } }; o.set(); return [o._v, o.w]", "[3,4]")]
    [InlineData("class Stack extends Array { top() { return this[this.length - 1] } } const s = new Stack(); s.push(1, 2); return [s.top(), s.length, s instanceof Array, Array.isArray(s)]", "[2,2,true,true]")]
    [InlineData("class E extends Error { constructor(m) { super(m); this.name = 'E' } } try { throw new E('x') } catch (e) { return [e instanceof E, e instanceof Error, e.message, String(e)] }", "[true,true,\"x\",\"E: x\"]")]
    [InlineData("class A { static create() { return new this() } } class B extends A { } return B.create() instanceof B", "true")]
    [InlineData("class A { 'constructor'() { this.q = 1 } } return new A().q", "1")]
    [InlineData("class A { static async = 1; get = 2; set = 3; static = 4; await = 5 } return [A.async, new A()]", "[1,{\"get\":2,\"set\":3,\"static\":4,\"await\":5}]")]
    [InlineData("class Counter { static #n = 0; static inc() { return ++Counter.#n } static dec() { return Counter.#n-- } } return [Counter.inc(), Counter.inc(), Counter.dec(), Counter.inc()]", "[1,2,2,2]")]
    [InlineData("class A { #x = 1; f(o) { return o?.#x } } return [new A().f(null), new A().f(new A())]", "[null,1]")]
    [InlineData("const make = (Base) => class extends Base { who() { return 'mixed ' + super.who() } }; class P { who() { return 'p' } } return new (make(P))().who()", "\"mixed p\"")]
    [InlineData("class A { static #p() { return 1 } static q() { return this.#p() } } return A.q()", "1")]
    [InlineData("class A { constructor(n) { this.n = n } valueOf() { return this.n } } return new A(3) + new A(4)", "7")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
