// Newer than the node that most machines have: recorded by hand.
new Set([1, 2, 3]).union(new Set([3, 4])) // => Set[1, 2, 3, 4] // ours
new Set([1, 2, 3]).intersection(new Set([3, 2])) // => Set[3, 2] // ours
new Set([1, 2, 3]).difference(new Set([2])) // => Set[1, 3] // ours
new Set([1, 2, 3]).symmetricDifference(new Set([3, 4])) // => Set[1, 2, 4] // ours
new Set([1]).isSubsetOf(new Set([1, 2])) // => true // ours
new Set([1, 2]).isSupersetOf(new Set([1])) // => true // ours
new Set([1]).isDisjointFrom(new Set([2])) // => true // ours
new Set([1]).union([1]) // => throws TypeError // ours
[1, 2, 3].values().map(x => x * 2).toArray() // => [2, 4, 6] // ours
[1, 2, 3, 4].values().filter(x => x % 2).toArray() // => [1, 3] // ours
[1, 2, 3].values().take(2).toArray() // => [1, 2] // ours
[1, 2, 3].values().drop(1).toArray() // => [2, 3] // ours
[1, 2].values().flatMap(x => [x, x]).toArray() // => [1, 1, 2, 2] // ours
[1, 2, 3].values().reduce((a, b) => a + b) // => 6 // ours
[1, 2, 3].values().some(x => x > 2) // => true // ours
[1, 2, 3].values().every(x => x > 2) // => false // ours
[1, 2, 3].values().find(x => x > 1) // => 2 // ours
Iterator.from({ next() { return { done: true }; } }).toArray() // => [] // ours
new Iterator() // => throws TypeError // ours
[1].values().take(-1) // => throws RangeError // ours
(() => { const p = Promise.withResolvers(); p.resolve(4); return p.promise; })() // => 4 // ours
Promise.try(() => 5) // => 5 // ours
Object.freeze(Array.prototype) === Array.prototype // => true // ours
(() => { Array.prototype.foo = 1; })() // => throws TypeError // ours
(() => { const o = {}; o.toString = 5; return o.toString; })() // => 5 // ours
new Function("return 1") // => throws EvalError // ours
Object.groupBy([1, 2, 3], x => x % 2 ? "odd" : "even") // => {odd: [1, 3], even: [2]} // ours
Map.groupBy([1, 2, 3], x => x % 2) // => Map[[1, [1, 3]], [0, [2]]] // ours
structuredClone(() => 1) // => throws DataCloneError // ours
(() => { let p = {}; for (let i = 0; i < 20000; i++) p = new Proxy(p, {}); return p.x; })() // => throws RangeError // ours
