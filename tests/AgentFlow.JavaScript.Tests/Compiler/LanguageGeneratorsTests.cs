namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Generators, async functions, async iteration. Every expected value is what another engine gave for the same body.</summary>
public sealed class LanguageGeneratorsTests
{
    [Theory]
    [InlineData("function* g() { const x = yield 1; const y = yield x + 1; return x + y } const i = g(); return [i.next(), i.next(10), i.next(20), i.next()]", "[{\"value\":1,\"done\":false},{\"value\":11,\"done\":false},{\"value\":30,\"done\":true},{\"done\":true}]")]
    [InlineData("function* g() { try { yield 1; yield 2 } finally { yield 'f' } } const i = g(); return [i.next(), i.return(9), i.next(), i.next()]", "[{\"value\":1,\"done\":false},{\"value\":\"f\",\"done\":false},{\"value\":9,\"done\":true},{\"done\":true}]")]
    [InlineData("function* g() { try { yield 1 } catch (e) { yield 'c' + e } } const i = g(); i.next(); return [i.throw('x'), i.next()]", "[{\"value\":\"cx\",\"done\":false},{\"done\":true}]")]
    [InlineData("function* a() { const r = yield* b(); yield r } function* b() { yield 1; return 2 } return [...a()]", "[1,2]")]
    [InlineData("function* g() { yield* [1, 2]; yield* 'ab' } return [...g()]", "[1,2,\"a\",\"b\"]")]
    [InlineData("function* inf() { let i = 0; while (true) yield i++ } const r = []; for (const x of inf()) { if (x > 3) break; r.push(x) } return r", "[0,1,2,3]")]
    [InlineData("function* g() { try { yield 1; yield 2 } finally { log.push('closed') } } const log = []; for (const x of g()) break; const [a] = g(); return [log, a]", "[[\"closed\",\"closed\"],1]")]
    [InlineData("function* inner() { try { yield 1 } catch (e) { yield 'in' + e } } function* outer() { yield* inner(); yield 'o' } const i = outer(); i.next(); return [i.throw('E').value, i.next().value]", "[\"inE\",\"o\"]")]
    [InlineData("function* g() { yield this === undefined; yield arguments.length } return [...g(1, 2)]", "[true,2]")]
    [InlineData("const o = { *[Symbol.iterator]() { yield* [1, 2, 3] } }; return [...o, Math.max(...o)]", "[1,2,3,3]")]
    [InlineData("function* g(a, b = a) { yield a + b } return g(2).next().value", "4")]
    [InlineData("function* g(a = (() => { throw 'p' })()) { } try { g() } catch (e) { return e }", "\"p\"")]
    [InlineData("function* tree(n) { if (n > 0) { yield* tree(n - 1); yield n; yield* tree(n - 1) } } return [...tree(3)]", "[1,2,1,3,1,2,1]")]
    [InlineData("function* g() { const a = [yield 1, yield 2]; return { a, b: yield 3 } } const i = g(); i.next(); i.next('x'); i.next('y'); return i.next('z').value", "{\"a\":[\"x\",\"y\"],\"b\":\"z\"}")]
    [InlineData("function* g() { try { return 1 } finally { yield 2 } } return [...g()]", "[2]")]
    [InlineData("const i = (function* () { yield 1 })(); return [i[Symbol.iterator]() === i, Object.prototype.toString.call(i)]", "[true,\"[object Generator]\"]")]
    [InlineData("function* g() { yield yield yield 1 } const i = g(); return [i.next('a').value, i.next('b').value, i.next('c').value, i.next('d')]", "[1,\"b\",\"c\",{\"done\":true}]")]
    [InlineData("function* g() { i.next() } const i = g(); try { i.next() } catch (e) { return e.name }", "\"TypeError\"")]
    [InlineData("const f = async () => 5; return await f() + await 6", "11")]
    [InlineData("async function f() { throw new Error('x') } try { await f() } catch (e) { return e.message }", "\"x\"")]
    [InlineData("const log = []; const f = async n => { log.push('s' + n); await null; log.push('e' + n) }; await Promise.all([f(1), f(2)]); return log", "[\"s1\",\"s2\",\"e1\",\"e2\"]")]
    [InlineData("async function f() { try { await Promise.reject(1) } catch (e) { return 'c' + e } finally { await 0 } } return f()", "\"c1\"")]
    [InlineData("async function* g() { yield 1; yield Promise.resolve(2); return 3 } const r = []; for await (const x of g()) r.push(x); return r", "[1,2]")]
    [InlineData("async function* g() { try { yield 1; yield 2 } finally { log.push('f') } } const log = []; for await (const x of g()) break; return log", "[\"f\"]")]
    [InlineData("async function* g() { const x = yield 1; yield x } const i = g(); return [await i.next(), await i.next(5), await i.next(), await i.return(3)]", "[{\"value\":1,\"done\":false},{\"value\":5,\"done\":false},{\"done\":true},{\"value\":3,\"done\":true}]")]
    [InlineData("async function* inner() { yield 1; return 2 } async function* outer() { const r = yield* inner(); yield r; yield* [3] } const r = []; for await (const x of outer()) r.push(x); return r", "[1,2,3]")]
    [InlineData("const r = []; for await (const x of [1, Promise.resolve(2), 3]) r.push(x); return r", "[1,2,3]")]
    [InlineData("try { for await (const x of [Promise.reject('no')]); } catch (e) { return e }", "\"no\"")]
    [InlineData("const sleep = [1, 2, 3].map(async x => { await x; return x * 2 }); return (await Promise.all(sleep)).concat(await Promise.race(sleep))", "[2,4,6,2]")]
    [InlineData("const log = []; Promise.resolve().then(() => log.push('p')); log.push('s'); await 0; log.push('a'); return log", "[\"s\",\"p\",\"a\"]")]
    [InlineData("let r = 0; for (const x of [1, 2, 3]) r += await x; return r", "6")]
    [InlineData("const o = { async m() { return this.v + await 1 }, v: 1, async *g() { yield this.v } }; return [await o.m(), (await o.g().next()).value]", "[2,1]")]
    [InlineData("const [a, b] = await Promise.all([1, Promise.resolve(2)]); return a + b", "3")]
    [InlineData("async function f(x = await1()) { return x } function await1() { throw 'p' } return f().catch(e => 'rejected ' + e)", "\"rejected p\"")]
    [InlineData("class A { async *[Symbol.asyncIterator]() { yield* [1, 2] } } const r = []; for await (const x of new A()) r.push(x); return r", "[1,2]")]
    [InlineData("return (await Promise.allSettled([1, Promise.reject('x')])).map(r => r.status)", "[\"fulfilled\",\"rejected\"]")]
    [InlineData("const thenable = { then(f) { f(7) } }; return await thenable", "7")]
    [InlineData("async function f() { return await new Promise(r => r(Promise.resolve(3))) } return f()", "3")]
    [InlineData("const log = []; async function a() { log.push(1); await b(); log.push(4) } async function b() { log.push(2); await null; log.push(3) } await a(); return log", "[1,2,3,4]")]
    [InlineData("async function* g() { try { yield 1 } catch (e) { yield 'c' + e } } const i = g(); await i.next(); return [await i.throw('x'), await i.next()]", "[{\"value\":\"cx\",\"done\":false},{\"done\":true}]")]
    [InlineData("async function* g() { yield 1 } const i = g(); return (await Promise.all([i.next(), i.next(), i.next()])).map(x => x.done)", "[false,true,true]")]
    [InlineData("const r = []; outer: for (const a of [1, 2]) { for await (const b of [1, 2, 3]) { if (b === 2) continue outer; r.push(a * 10 + b) } } return r", "[11,21]")]
    public void Run_Body_GivesWhatOtherEnginesGive(string body, string expected)
    {
        var result = Evaluated.Json(body);

        Assert.Equal(expected, result);
    }
}
