new Proxy({ a: 1 }, {}).a // => 1
new Proxy({}, { get: (t, k) => "got " + String(k) }).anything // => "got anything"
(() => { const log = []; const p = new Proxy({}, { set(t, k, v) { log.push(k, v); t[k] = v; return true; } }); p.x = 5; return [log, p.x]; })() // => [["x", 5], 5]
(() => { const p = new Proxy({}, { set() { return false; } }); p.x = 1; })() // => throws TypeError
"x" in new Proxy({}, { has: () => true }) // => true
Object.keys(new Proxy({ a: 1, b: 2 }, {})) // => ["a", "b"]
Object.keys(new Proxy({}, { ownKeys: () => ["x"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) })) // => ["x"]
new Proxy(function (a) { return a + 1; }, {})(1) // => 2
new Proxy(() => 1, { apply: (t, self, args) => args.length })(1, 2, 3) // => 3
new (new Proxy(class { constructor(x) { this.x = x; } }, {}))(4).x // => 4
new (new Proxy(function () {}, { construct: () => 1 }))() // => throws TypeError
typeof new Proxy(() => 1, {}) // => "function"
Array.isArray(new Proxy([], {})) // => true
JSON.stringify(new Proxy([1, 2], {})) // => "[1,2]"
JSON.stringify(new Proxy({ a: 1 }, {})) // => "{\"a\":1}"
(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy.x; })() // => throws TypeError
delete new Proxy({ a: 1 }, { deleteProperty: () => true }).a // => true
new Proxy(Object.freeze({ a: 1 }), { get: () => 2 }).a // => throws TypeError
Object.getPrototypeOf(new Proxy({}, { getPrototypeOf: () => Array.prototype })) === Array.prototype // => true
new Proxy({}, { getPrototypeOf: () => Array.prototype }) instanceof Array // => true
Proxy({}, {}) // => throws TypeError
new Proxy(1, {}) // => throws TypeError
[...new Proxy([1, 2], {})] // => [1, 2]
(() => { const p = new Proxy([1, 2, 3], {}); p.push(4); return p.length + p.map(x => x * 2).join(); })() // => "42,4,6,8"
(() => { const o = Object.create(new Proxy({}, { get: (t, k, r) => r === o })); return o.zzz; })() // => true
Object.prototype.toString.call(new Proxy([], {})) // => "[object Array]"
Reflect.ownKeys(new Proxy({ [Symbol.iterator]: 1, a: 2 }, {})) // => ["a", Symbol(Symbol.iterator)]
(() => { const seen = []; for (const k in new Proxy({ a: 1, b: 2 }, { ownKeys: t => (seen.push("keys"), Reflect.ownKeys(t)) })) seen.push(k); return seen; })() // => ["keys", "a", "b"]
