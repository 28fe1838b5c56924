await Promise.all([1, Promise.resolve(2), { then(r) { r(3); } }]) // => [1, 2, 3]
await Promise.allSettled([1, Promise.reject(2)]) // => [{status: "fulfilled", value: 1}, {status: "rejected", reason: 2}]
await Promise.race([new Promise(() => {}), Promise.resolve(5)]) // => 5
await Promise.any([Promise.reject(1), Promise.resolve(2)]) // => 2
await Promise.any([Promise.reject(1)]).catch(e => e) // => AggregateError[1]
await Promise.all([1, Promise.reject("no")]).catch(e => e + "!") // => "no!"
await Promise.resolve(1).then(x => x + 1).finally(() => 9) // => 2
await Promise.reject(new TypeError("x")).catch(e => e.name) // => "TypeError"
await new Promise((r, j) => { r(1); j(2); }) // => 1
await new Promise(() => { throw 7; }).catch(x => x) // => 7
await (async () => { const r = []; Promise.resolve().then(() => r.push(1)); r.push(0); await null; r.push(2); return r; })() // => [0, 1, 2]
await Promise.resolve(Promise.resolve(3)) // => 3
Promise.resolve(Promise.prototype) instanceof Promise // => true
Promise() // => throws TypeError
new Promise() // => throws TypeError
await Promise.all([]) // => []
await Promise.reject(1).finally(() => { throw 2; }).catch(x => x) // => 2
await Promise.resolve(1).finally(() => Promise.reject(3)).catch(x => x) // => 3
(() => { class P extends Promise {} return P.resolve(1).then(x => x) instanceof P; })() // => true
await (async () => { let r = []; for await (const x of [Promise.resolve(1), 2]) r.push(x); return r; })() // => [1, 2]
await (async () => { async function* g() { yield 1; yield Promise.resolve(2); } const r = []; for await (const x of g()) r.push(x); return r; })() // => [1, 2]
await (async () => { const order = []; await Promise.all([3, 1, 2].map(async n => { for (let i = 0; i < n; i++) await null; order.push(n); })); return order; })() // => [1, 2, 3]
await Promise.all(new Set([1, 2])) // => [1, 2]
await Promise.all(5).catch(e => e.name) // => "TypeError"
typeof Promise.prototype.then // => "function"
Promise.resolve.call(undefined, 1) // => throws TypeError
