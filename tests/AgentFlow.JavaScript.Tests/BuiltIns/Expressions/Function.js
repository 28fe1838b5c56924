((a, b = 1, ...c) => 1).length // => 1
(function foo() {}).name // => "foo"
(() => { const f = () => 1; return f.name; })() // => "f"
Math.max.apply(null, [1, 5, 3]) // => 5
Math.max.apply(null, { length: 2, 0: 4, 1: 9 }) // => 9
Math.max.call(null, 1, 2) // => 2
(function () { return this; }).bind(7)() // => 7
(function (a, b) { return [this.x, a, b]; }).bind({ x: 1 }, 2)(3) // => [1, 2, 3]
(function (a, b, c) {}).bind(null, 1).length // => 2
(function foo() {}).bind().name // => "bound foo"
new (class A { constructor(x) { this.x = x; } }.bind(null, 5))().x // => 5
(function (a) { return a }).toString() // => "function (a) { return a }"
(x => x * 2).toString() // => "x => x * 2"
Math.max.toString() // => "function max() { [native code] }"
Function.prototype.call.call((a) => a, null, 3) // => 3
(() => 1)() instanceof Function // => false
(() => {}) instanceof Function // => true
Function.prototype[Symbol.hasInstance].call(Array, []) // => true
(() => { class A {} class B extends A {} return new B() instanceof A; })() // => true
(() => { const b = (class A {}).bind(); return new b() instanceof b; })() // => true
(async () => {}).constructor.name // => "AsyncFunction"
Object.getOwnPropertyNames(function f(a) {}).sort() // => ["length", "name", "prototype"]
(function () { return typeof this; })() // => "undefined"
(() => { try { null.foo } catch (e) { return e instanceof TypeError } })() // => true
new Error("m").message // => "m"
new Error("m", { cause: 5 }).cause // => 5
Error("x") instanceof Error // => true
new TypeError("t").toString() // => "TypeError: t"
new Error().toString() // => "Error"
Object.prototype.hasOwnProperty.call(new Error(), "message") // => false
new AggregateError([1, 2], "agg").errors // => [1, 2]
new AggregateError([1, 2], "agg").message // => "agg"
class extends Error {}.name // => ""
new (class MyError extends Error { constructor(m) { super(m); this.name = "MyError"; } })("hey").toString() // => "MyError: hey"
Error.prototype.toString.call({ name: "N", message: "M" }) // => "N: M"
typeof new Error("a").stack // => "string"
Object.keys(new Error("x")) // => []
new RangeError("x") instanceof Error // => true
Object.getPrototypeOf(TypeError) === Error // => true
Symbol("a").toString() // => "Symbol(a)"
Symbol("a").description // => "a"
Symbol().description // => undefined
Symbol.for("k") === Symbol.for("k") // => true
Symbol.keyFor(Symbol.for("k")) // => "k"
Symbol.keyFor(Symbol.iterator) // => undefined
new Symbol() // => throws TypeError
Symbol("x") + "" // => throws TypeError
`${Symbol("x")}` // => throws TypeError
Object(Symbol.iterator) == Symbol.iterator // => true
Symbol.prototype[Symbol.toPrimitive].name // => "[Symbol.toPrimitive]"
Boolean("") || Boolean("a") // => true
new Boolean(false) ? 1 : 2 // => 1
true.toString() // => "true"
Boolean.prototype.valueOf.call(1) // => throws TypeError
