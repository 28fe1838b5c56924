new Map([[1, "a"], [2, "b"]]) // => Map[[1, "a"], [2, "b"]]
new Map([[NaN, 1]]).get(NaN) // => 1
new Map([[0, 1]]).has(-0) // => true
new Map([["a", 1]]).set("a", 2).size // => 1
(() => { const m = new Map([[1, 1], [2, 2], [3, 3]]); m.delete(2); return [...m.keys()]; })() // => [1, 3]
(() => { const m = new Map([[1, 1], [2, 2]]); const r = []; for (const [k] of m) { r.push(k); if (k < 5) m.set(k + 2, 0); m.delete(k); } return r; })() // => [1, 2, 3, 4, 5, 6]
(() => { const s = new Set([1, 2, 3]); const r = []; for (const x of s) { r.push(x); if (x === 1) s.clear(), s.add(9); } return r; })() // => [1, 9]
new Set([1, 2, 2, 3]).size // => 3
new Set("hello") // => Set["h", "e", "l", "o"]
[...new Set([3, 1, 3])] // => [3, 1]
new Set([1, 2, 3]).has(2) // => true
Map() // => throws TypeError
new Map(5) // => throws TypeError
new Map([1]) // => throws TypeError
new WeakMap([[{}, 1]]) instanceof WeakMap // => true
new WeakMap().set(1, 2) // => throws TypeError
(() => { const k = {}; const w = new WeakMap([[k, 5]]); return [w.get(k), w.has({}), w.delete(k), w.has(k)]; })() // => [5, false, true, false]
new WeakSet().add("x") // => throws TypeError
Map.prototype.get.call(new Set(), 1) // => throws TypeError
new Map([[1, 2]]).forEach.length // => 1
(() => { const r = []; new Map([["k", "v"]]).forEach((v, k, m) => r.push(v, k, m.size)); return r; })() // => ["v", "k", 1]
[...new Map([[1, 2]]).entries()] // => [[1, 2]]
[...new Set([1]).entries()] // => [[1, 1]]
Object.prototype.toString.call(new Map().entries()) // => "[object Map Iterator]"
new Map([[1, 2]])[Symbol.iterator] === Map.prototype.entries // => true
Map.prototype[Symbol.iterator].name // => "entries"
Set.prototype.keys === Set.prototype.values // => true
new Map([["a", { b: 1 }]]).get("a").b // => 1
new Map([[1n, "big"]]).get(1n) // => "big"
new Map([["x", 1], ["y", 2]]).keys().next() // => {value: "x", done: false}
[...[1, 2, 3].keys()] // => [0, 1, 2]
(() => { const it = [1, 2][Symbol.iterator](); it.next(); it.next(); return [it.next(), it.next()]; })() // => [{value: undefined, done: true}, {value: undefined, done: true}]
(function* () { yield 1; yield 2; return 3; })().next() // => {value: 1, done: false}
[...(function* () { yield* [1, 2]; })()] // => [1, 2]
(() => { const g = (function* () { try { yield 1; } finally { yield 2; } })(); g.next(); return [g.return(5), g.next()]; })() // => [{value: 2, done: false}, {value: 5, done: true}]
