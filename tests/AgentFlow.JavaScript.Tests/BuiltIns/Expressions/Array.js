[1, 2, 3].map(x => x * 2) // => [2, 4, 6]
[1, 2, 3].filter(x => x > 1) // => [2, 3]
[1, 2, 3].reduce((a, b) => a + b) // => 6
[].reduce((a, b) => a) // => throws TypeError
[1, 2, 3].reduceRight((a, b) => a + "-" + b) // => "3-2-1"
[3, 1, 2].sort() // => [1, 2, 3]
[10, 9, 1].sort() // => [1, 10, 9]
[3, 1, 2].sort((a, b) => b - a) // => [3, 2, 1]
[undefined, 3, , 1].sort() // => [1, 3, undefined, hole]
["b", undefined, "a"].sort((a, b) => a < b ? 1 : -1) // => ["b", "a", undefined]
[5, 1, 4].toSorted() // => [1, 4, 5]
[1, 2, 3].toReversed() // => [3, 2, 1]
[1, 2, 3, 4].toSpliced(1, 2, "a", "b", "c") // => [1, "a", "b", "c", 4]
[1, 2, 3].with(1, 9) // => [1, 9, 3]
[1, 2, 3].with(5, 9) // => throws RangeError
[1, 2, 3].with(-1, 9) // => [1, 2, 9]
[1, [2, [3, [4]]]].flat() // => [1, 2, [3, [4]]]
[1, [2, [3, [4]]]].flat(Infinity) // => [1, 2, 3, 4]
[1, , [2, , 3]].flat() // => [1, 2, 3]
[1, 2].flatMap(x => [x, x * 10]) // => [1, 10, 2, 20]
[1, 2, 3].indexOf(2) // => 1
[NaN].indexOf(NaN) // => -1
[NaN].includes(NaN) // => true
[1, 2, 1].lastIndexOf(1) // => 2
[1, 2, 3].at(-1) // => 3
[1, 2, 3].find(x => x > 1) // => 2
[1, 2, 3].findIndex(x => x > 5) // => -1
[1, 2, 3].findLast(x => x < 3) // => 2
[1, 2, 3].findLastIndex(x => x < 3) // => 1
[1, 2, 3].every(x => x > 0) // => true
[1, 2, 3].some(x => x > 2) // => true
[1, 2, 3].join("-") // => "1-2-3"
[1, null, undefined, [2, 3]].join() // => "1,,,2,3"
[1, 2, 3].concat(4, [5, 6], [[7]]) // => [1, 2, 3, 4, 5, 6, [7]]
[1, , 3].concat([, 4]) // => [1, hole, 3, hole, 4]
[1, 2, 3, 4, 5].slice(1, -1) // => [2, 3, 4]
[1, 2, 3, 4, 5].slice(-2) // => [4, 5]
(() => { const a = [1, 2, 3, 4, 5]; const r = a.splice(1, 2, "x"); return [a, r]; })() // => [[1, "x", 4, 5], [2, 3]]
(() => { const a = [1, 2, 3]; a.splice(1); return a; })() // => [1]
(() => { const a = [1, 2, 3]; a.splice(-1, 1, 7, 8, 9); return a; })() // => [1, 2, 7, 8, 9]
(() => { const a = [1, 2]; a.push(3, 4); return [a, a.pop(), a.shift(), a.unshift(0, 9), a]; })() // => [[0, 9, 2, 3], 4, 1, 4, [0, 9, 2, 3]]
(() => { const a = [1, , 3]; a.reverse(); return a; })() // => [3, hole, 1]
[1, 2, 3].fill(0, 1) // => [1, 0, 0]
new Array(3).fill().map((_, i) => i) // => [0, 1, 2]
[1, 2, 3, 4, 5].copyWithin(0, 3) // => [4, 5, 3, 4, 5]
[1, 2, 3, 4, 5].copyWithin(1, 0, 3) // => [1, 1, 2, 3, 5]
[...[1, 2].entries()] // => [[0, 1], [1, 2]]
[...[1, , 2].keys()] // => [0, 1, 2]
[..."añ😀"] // => ["a", "ñ", "😀"]
Array.from("abc") // => ["a", "b", "c"]
Array.from({ length: 3 }, (_, i) => i * 2) // => [0, 2, 4]
Array.from(new Set([1, 1, 2])) // => [1, 2]
Array.from(new Map([[1, 2]])) // => [[1, 2]]
Array.from({ length: 2, 0: "a", 1: "b" }) // => ["a", "b"]
Array.of(7, 8) // => [7, 8]
Array(3) // => [hole, hole, hole]
Array(-1) // => throws RangeError
new Array(2, 3) // => [2, 3]
Array.isArray([]) && !Array.isArray({ length: 0 }) // => true
[1, 2, 3].toString() // => "1,2,3"
[1.5, 2000].toLocaleString() // => "1.5,2,000"
String([[1, [2]], 3]) // => "1,2,3"
(() => { const a = [1]; a.push(a); return a.join(); })() // => "1,"
[3, 2, 1].sort(undefined) // => [1, 2, 3]
[1].sort(null) // => throws TypeError
(() => { const a = []; a[5] = 1; return [a.length, a.indexOf(undefined), a.findIndex(x => x === undefined)]; })() // => [6, -1, 0]
(() => { const a = [1, 2, 3]; a.length = 1; return a; })() // => [1]
(() => { const a = []; a.length = 2 ** 32; })() // => throws RangeError
(() => { const a = [1, 2, 3]; delete a[1]; return [a.length, 1 in a, a.map(x => x)]; })() // => [3, false, [1, hole, 3]]
Array.prototype.map.call("abc", x => x + x) // => ["aa", "bb", "cc"]
Array.prototype.slice.call({ length: 2, 0: "x", 1: "y" }) // => ["x", "y"]
Array.prototype.concat.call(1, 2).length // => 2
[].concat({ length: 1, 0: "z", [Symbol.isConcatSpreadable]: true }) // => ["z"]
[1, 2, 3, 4].map((x, i, a) => a.length + i) // => [4, 5, 6, 7]
[[1, 2], [3]].map(([a]) => a) // => [1, 3]
[1, 2, 3].forEach(x => x) // => undefined
(() => { const r = []; [1, 2, 3].forEach(function (x) { r.push(this.k * x); }, { k: 10 }); return r; })() // => [10, 20, 30]
(class extends Array {}).from([1, 2]).constructor.name === "" // => true
(() => { class M extends Array {} return new M(1, 2, 3).map(x => x) instanceof M; })() // => true
(() => { class M extends Array {} return new M(1, 2, 3).filter(x => x > 1).length; })() // => 2
[1, 2, 3].includes("2") // => false
Array.from([1, 2, 3], function (x) { return x + this.k; }, { k: 1 }) // => [2, 3, 4]
[5, 25, 100, 1].sort() // => [1, 100, 25, 5]
["B", "a", "C"].sort((x, y) => x.localeCompare(y)) // => ["a", "B", "C"]
[1, 2, 3].map(String) // => ["1", "2", "3"]
["1", "2", "3"].map(Number) // => [1, 2, 3]
["1", "7", "11"].map(parseInt) // => [1, NaN, 3]
[0, -0, null, undefined, NaN].map(x => !x) // => [true, true, true, true, true]
Array.from({ length: 50 }, (_, i) => (i * 7919) % 50).sort((a, b) => a - b).every((x, i) => x === i) // => true
Array.from({ length: 500 }, (_, i) => ({ k: i % 3, i })).sort((a, b) => a.k - b.k).every((x, i, a) => !i || a[i - 1].k < x.k || a[i - 1].i < x.i) // => true
[1, 2, 3].values().next() // => {value: 1, done: false}
[].pop() // => undefined
[].shift() // => undefined
Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1) // => throws TypeError
Array.prototype.unshift.length + Array.prototype.concat.name // => "1concat"
