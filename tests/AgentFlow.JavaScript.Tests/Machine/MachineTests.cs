namespace AgentFlow.JavaScript.Tests.Machine;

/// <summary>What the machine remembers (shapes, inline caches, fast paths) must never show.</summary>
public sealed class MachineTests
{
    [Theory]
    // A place that has seen an object must notice what happens to it, and to its prototypes, afterwards.
    [InlineData("const get = o => o.x; const a = { x: 1 }; const r = [get(a), get(a)]; delete a.x; r.push(get(a)); return r", "[1,1,null]")]
    [InlineData("const get = o => o.x; class A {} A.prototype.x = 1; const a = new A(); const r = [get(a), get(a)]; A.prototype.x = 2; r.push(get(a)); delete A.prototype.x; r.push(get(a)); return r", "[1,1,2,null]")]
    [InlineData("const get = o => o.x; class A { get x() { return 1 } } class B extends A {} const b = new B(); const r = [get(b), get(b)]; Object.defineProperty(B.prototype, 'x', { value: 2, configurable: true }); r.push(get(b)); return r", "[1,1,2]")]
    [InlineData("const get = o => o.x; const p = { x: 1 }, o = Object.create(p); const r = [get(o), get(o)]; Object.setPrototypeOf(o, { x: 2 }); r.push(get(o)); return r", "[1,1,2]")]
    [InlineData("const get = o => o.x; const q = { x: 1 }, p = Object.create(q), o = Object.create(p); const r = [get(o), get(o)]; Object.setPrototypeOf(p, { x: 2 }); r.push(get(o)); p.x = 3; r.push(get(o)); return r", "[1,1,2,3]")]
    [InlineData("const set = (o, v) => { o.x = v }; class A {} const r = []; for (const i of [1, 2]) { const a = new A(); set(a, i); r.push(a.x) } Object.defineProperty(A.prototype, 'x', { set(v) { this.y = v } }); const a = new A(); set(a, 3); r.push(Object.keys(a).join()); return r", """[1,2,"y"]""")]
    [InlineData("const set = (o, v) => { o.x = v }; const a = { x: 0 }; set(a, 1); set(a, 2); Object.freeze(a); try { set(a, 3) } catch (e) { return [a.x, e.name] }", """[2,"TypeError"]""")]
    [InlineData("const set = (o, v) => { o.x = v }; set({}, 1); set({}, 2); const o = Object.preventExtensions({}); try { set(o, 3) } catch (e) { return [o.x === undefined, e.name] }", """[true,"TypeError"]""")]
    [InlineData("const n = f => f.name; function a() {} const o = Object.create(Function.prototype); return [n(o), n(o), n(a), n(() => 1)]", """["","","a",""]""")]
    [InlineData("const l = x => x.length; return [l([1, 2]), l('abc'), l({ length: 5 }), l((a, b) => 1), l([])]", "[2,3,5,2,0]")]
    [InlineData("const o = {}; for (let i = 0; i < 200; i++) o['k' + i] = i; delete o.k5; o.k5 = 'again'; const k = Object.keys(o); return [k.length, k[5], k[199], o.k150]", """[200,"k6","k5",150]""")]
    // Arrays change their storage without showing it.
    [InlineData("const a = []; a[5] = 1; a[100000] = 2; return [a.length, 3 in a, a.indexOf(2), Object.keys(a)]", """[100001,false,100000,["5","100000"]]""")]
    [InlineData("const a = [1, 2, 3]; Object.defineProperty(a, 1, { get() { return 'g' } }); a.push(4); return [...a]", """[1,"g",3,4]""")]
    [InlineData("const a = [1, , 3]; let s = ''; for (const x of a) s += x + ','; return [s, 1 in a, a.length]", """["1,undefined,3,",false,3]""")]
    [InlineData("const a = [1, 2, 3]; const r = []; for (const x of a) { r.push(x); if (x < 3) a.push(x * 10) } return r", "[1,2,3,10,20]")]
    [InlineData("const a = [1, 2, 3]; a.length = 1; a[2] = 9; return [a.length, a[1] === undefined, a[2]]", "[3,true,9]")]
    [InlineData("class A extends Array { last() { return this[this.length - 1] } } const a = A.from([1, 2]); a.push(3); return [a.last(), a.map(x => x * 2).last(), a instanceof A, a.length]", "[3,6,true,3]")]
    // Frames that leave the stack and come back.
    [InlineData("function* tree(n) { if (n) { yield* tree(n - 1); yield n; yield* tree(n - 1) } } return [...tree(4)].join('')", "\"121312141213121\"")]
    [InlineData("function* deep(n) { if (n > 0) yield* deep(n - 1); else yield 'end' } return [...deep(1000)]", """["end"]""")]
    [InlineData("const log = []; function* g() { try { yield 1; yield 2 } finally { log.push('closed') } } for (const x of g()) { log.push(x); break } return log", """[1,"closed"]""")]
    [InlineData("async function* g() { for (let i = 0; i < 3; i++) { await null; yield i } } const r = []; for await (const x of g()) r.push(x); return r", "[0,1,2]")]
    [InlineData("const f = async n => n ? 1 + await f(n - 1) : 0; return await f(500)", "500")]
    [InlineData("const r = []; const f = async x => { r.push(x + 1); await null; r.push(x + 2) }; const p = f('a'); r.push('main'); await p; return r", """["a1","main","a2"]""")]
    [InlineData("async function f() { try { await Promise.reject(new Error('no')) } catch (e) { return e.message } finally { await 1 } } return await f()", "\"no\"")]
    // Calls of every kind.
    [InlineData("function f() { return [this === undefined, arguments.length, new.target === undefined] } return [f(1, 2), f.call(1).length, f.bind(null, 1, 2).bind(null, 3)(4)[1], f(...[1, 2, 3])[1]]", "[[true,2,true],3,4,3]")]
    [InlineData("class P { constructor(...a) { this.n = a.length } } class Q extends P { constructor(...a) { super(...a, 1) } } const B = Q.bind(null, 1); return [new Q(1, 2).n, new B(2).n, new Q(...'abc').n]", "[3,3,4]")]
    [InlineData("const o = { get a() { return this.b * 2 }, set a(v) { this.b = v } }; o.a = 21; return [o.a, o['a'], ({ __proto__: o, b: 1 }).a]", "[42,42,2]")]
    [InlineData("function f(n) { return n ? f(n - 1) : 'deep' } return f(9000)", "\"deep\"")]
    [InlineData("let n = 0; const o = { valueOf() { n++; return 5 } }; return [o + 1, o * 2, o < 6, `${o}` !== '5', n]", "[6,10,true,true,3]")]
    public async Task RunAsync_Program_GivesWhatTheLanguageSays(string source, string expected)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.GetValueOrThrow()!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_PrototypeWithElements_IsSeenThroughHoles()
    {
        var host = new ScriptHost { MutableBuiltIns = true };

        var result = await Script.RunAsync(
            "const a = [1, , 3]; const before = a[1]; Array.prototype[1] = 'p'; const r = [before === undefined, a[1], [...a][1]]; delete Array.prototype[1]; return r",
            host,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""[true,"p","p"]""", result.GetValueOrThrow()!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_GlobalDefinedOverABuiltIn_IsThisRunsOnly()
    {
        const string source = "const r = []; for (let i = 0; i < 3; i++) { r.push(typeof parseInt); if (i === 1) globalThis.parseInt = 1 } return r";

        var first = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);
        var second = await Script.RunAsync("return parseInt('7')", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""["function","function","number"]""", first.GetValueOrThrow()!.ToJsonString());
        Assert.Equal(7, (int)second.GetValueOrThrow()!);
    }
}
