JSON.parse('{"a":[1,2,{"b":null}],"c":"x\\n\\u0041"}') // => {a: [1, 2, {b: null}], c: "x\nA"}
JSON.parse('  [1, -2.5e3, true, false, null]  ') // => [1, -2500, true, false, null]
JSON.parse('{"a":1,"a":2}') // => {a: 2}
JSON.parse('{"__proto__":1}') // => {__proto__: 1}
JSON.parse('{"1":1,"0":2}') // => {0: 2, 1: 1}
JSON.parse('"\\ud83d\\ude00"') // => "😀"
JSON.parse('') // => throws SyntaxError
JSON.parse('{a:1}') // => throws SyntaxError
JSON.parse('[1,]') // => throws SyntaxError
JSON.parse('01') // => throws SyntaxError
JSON.parse('1.') // => throws SyntaxError
JSON.parse('"\n"') // => throws SyntaxError
JSON.parse('[1] x') // => throws SyntaxError
JSON.parse('-0') // => -0
JSON.parse('1e400') // => Infinity
JSON.parse('12345678901234567890') // => 12345678901234567000
JSON.parse('{"a":{"b":2}}', (k, v) => typeof v === "number" ? v * 10 : v) // => {a: {b: 20}}
JSON.parse('[1,2,3]', function (k, v) { return k === "1" ? undefined : v; }) // => [1, hole, 3]
JSON.parse('{"a":[1]}', (k, v) => k) // => ""
JSON.stringify({ a: [1, "x", null, undefined, () => 1, NaN], b: undefined, c: { d: true } }) // => "{\"a\":[1,\"x\",null,null,null,null],\"c\":{\"d\":true}}"
JSON.stringify([1, [2]], null, 2) // => "[\n  1,\n  [\n    2\n  ]\n]"
JSON.stringify({ a: 1, b: { c: [] , d: {} } }, null, "--") // => "{\n--\"a\": 1,\n--\"b\": {\n----\"c\": [],\n----\"d\": {}\n--}\n}"
JSON.stringify({ b: 1, a: 2, c: { a: 3 } }, ["a", "c"]) // => "{\"a\":2,\"c\":{\"a\":3}}"
JSON.stringify({ a: 5, b: 6 }, (k, v) => k === "a" ? undefined : v) // => "{\"b\":6}"
JSON.stringify(new Date(0)) // => "\"1970-01-01T00:00:00.000Z\""
JSON.stringify({ toJSON(k) { return "k" + k; } }) // => "\"k\""
JSON.stringify({ x: { toJSON(k) { return k + "!"; } } }) // => "{\"x\":\"x!\"}"
JSON.stringify(undefined) // => undefined
JSON.stringify(null) // => "null"
JSON.stringify("a\"\\\u2028\ud800\n\u0001") // => "\"a\\\"\\\\ \\ud800\\n\\u0001\""
JSON.stringify(1n) // => throws TypeError
(() => { const a = {}; a.a = a; return JSON.stringify(a); })() // => throws TypeError
JSON.stringify([new Number(1), new String("s"), new Boolean(false)]) // => "[1,\"s\",false]"
JSON.stringify(Object.create({ a: 1 }, { b: { value: 2, enumerable: true }, c: { value: 3 } })) // => "{\"b\":2}"
JSON.stringify({ get a() { return 1; } }) // => "{\"a\":1}"
JSON.stringify([,1]) // => "[null,1]"
JSON.stringify({ 2: 1, 1: 2, a: 3 }) // => "{\"1\":2,\"2\":1,\"a\":3}"
JSON.stringify(new Map([[1, 2]])) // => "{}"
JSON.stringify("😀é") // => "\"😀é\""
JSON.stringify({ a: 1 }, null, 20).length // => 20
JSON.stringify(-0) // => "0"
JSON.stringify({ a: Symbol("x"), [Symbol("y")]: 1 }) // => "{}"
JSON.stringify(Object("abc")) // => "\"abc\""
JSON.stringify([[[[]]]], null, 1) // => "[\n [\n  [\n   []\n  ]\n ]\n]"
JSON.stringify({ "a b": 1, "": 2 }) // => "{\"a b\":1,\"\":2}"
JSON[Symbol.toStringTag] // => "JSON"
