Object.keys({ b: 1, a: 2, 1: 3, 0: 4 }) // => ["0", "1", "b", "a"]
Object.entries({ x: 1, y: [2] }) // => [["x", 1], ["y", [2]]]
Object.values("abc") // => ["a", "b", "c"]
Object.assign({ a: 1 }, null, { b: 2 }, "xy", [9]) // => {0: 9, 1: "y", a: 1, b: 2}
Object.fromEntries(new Map([["a", 1], ["b", 2]])) // => {a: 1, b: 2}
Object.getOwnPropertyDescriptor({ get a() { return 1; } }, "a") // => {get: [function get a], set: undefined, enumerable: true, configurable: true}
Object.getOwnPropertyDescriptors({ a: 1 }) // => {a: {value: 1, writable: true, enumerable: true, configurable: true}}
Object.getOwnPropertyNames([1, 2]) // => ["0", "1", "length"]
Object.getOwnPropertySymbols({ [Symbol("s")]: 1 }).length // => 1
Object.isFrozen(Object.freeze({ a: 1 })) // => true
Object.isSealed(Object.seal({ a: 1 })) // => true
Object.isFrozen("a") // => true
(() => { const o = Object.freeze([1]); o.push(2); })() // => throws TypeError
(() => { const o = Object.freeze({ a: 1 }); o.a = 2; })() // => throws TypeError
Object.create({ a: 1 }, { b: { value: 2, enumerable: true } }) // => {b: 2}
Object.defineProperty({}, "x", { value: 1 }).x // => 1
Object.defineProperty({}, "x", { get: 1 }) // => throws TypeError
Object.defineProperty({}, "x", { get() {}, value: 1 }) // => throws TypeError
Object.defineProperties({}, { a: { value: 1, enumerable: true }, b: { get() { return 2; }, enumerable: true } }) // => {a: 1, b: 2}
Object.getPrototypeOf([]) === Array.prototype // => true
Object.getPrototypeOf(1) === Number.prototype // => true
Object.setPrototypeOf({ a: 1 }, null) instanceof Object // => false
(() => { const a = {}; const b = Object.create(a); return Object.setPrototypeOf(a, b); })() // => throws TypeError
Object.hasOwn({ a: 1 }, "a") && !Object.hasOwn({}, "toString") // => true
Object.is(NaN, NaN) && !Object.is(0, -0) // => true
Object.isExtensible(Object.preventExtensions({})) // => false
({}).toString() // => "[object Object]"
Object.prototype.toString.call([]) + Object.prototype.toString.call(null) + Object.prototype.toString.call(new Date(0)) + Object.prototype.toString.call(/x/) // => "[object Array][object Null][object Date][object RegExp]"
Object.prototype.toString.call({ [Symbol.toStringTag]: "Mine" }) // => "[object Mine]"
({ a: 1 }).hasOwnProperty("a") // => true
({}).propertyIsEnumerable.call([1], "0") // => true
Object.prototype.isPrototypeOf.call(Array.prototype, []) // => true
({}).valueOf.call("s").length // => 1
({ __proto__: { z: 1 } }).z // => 1
Object(1n) instanceof BigInt // => true
typeof Object("x") // => "object"
new Object(5) + 1 // => 6
Object.entries([7, 8]) // => [["0", 7], ["1", 8]]
Object.length + Object.name // => "1Object"
Object.keys(Object.assign.name).length // => 6
Reflect.ownKeys({ b: 1, 2: 1, [Symbol.iterator]: 1, 1: 1 }) // => ["1", "2", "b", Symbol(Symbol.iterator)]
Reflect.apply(Math.max, null, [1, 3, 2]) // => 3
Reflect.construct(Date, [0]).getTime() // => 0
Reflect.has({ a: 1 }, "a") // => true
Reflect.defineProperty(Object.freeze({}), "a", { value: 1 }) // => false
Reflect.get({ get a() { return this.b; } }, "a", { b: 7 }) // => 7
Reflect.set({}, "a", 1) // => true
Reflect.getPrototypeOf(1) // => throws TypeError
Reflect.deleteProperty(Object.freeze({ a: 1 }), "a") // => false
structuredClone({ a: [1, { b: new Date(5) }], m: new Map([[1, new Set([2])]]) }) // => {a: [1, {b: 1970-01-01T00:00:00.005Z}], m: Map[[1, Set[2]]]}
(() => { const a = { x: 1 }; a.me = a; const b = structuredClone(a); return b.me === b && b !== a; })() // => true
structuredClone(new RangeError("no")) // => RangeError
