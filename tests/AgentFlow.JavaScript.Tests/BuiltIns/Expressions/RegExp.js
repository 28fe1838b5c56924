/a(b)?/.exec("xa") // => ["a", undefined]
/(?<x>a)|b/.exec("b").groups // => {x: undefined}
/a/g.flags // => "g"
/a\/b/.source // => "a\\/b"
new RegExp("a/b").source // => "a\\/b"
new RegExp("").source // => "(?:)"
String(/x/gi) // => "/x/gi"
new RegExp(/a/g, "i").flags // => "i"
RegExp(/a/) instanceof RegExp // => true
new RegExp("[") // => throws SyntaxError
new RegExp("a", "gg") // => throws SyntaxError
/a/y.test("ba") // => false
(() => { const r = /a/g; r.test("aa"); return r.lastIndex; })() // => 1
(() => { const r = /a/g; r.lastIndex = 5; return [r.test("aa"), r.lastIndex]; })() // => [false, 0]
(() => { const r = /a/y; return ["aab".replace(r, "x"), r.lastIndex]; })() // => ["xab", 1]
"aaa".match(/a/g) // => ["a", "a", "a"]
"aaa".match(/b/g) // => null
"".match(/(?:)/g) // => [""]
"abc".replace(/(?:)/g, "-") // => "-a-b-c-"
"😀x".replace(/(?:)/gu, "-") // => "-😀-x-"
"abc".replace(/(b)(x)?/, "[$1|$2|$3]") // => "a[b||$3]c"
"abc".replace(/b/, (m, i, s) => m + i + s) // => "ab1abcc"
"2020-05".replace(/(?<y>\d+)-(?<m>\d+)/, (...a) => JSON.stringify(a[a.length - 1])) // => "{\"y\":\"2020\",\"m\":\"05\"}"
"abc".split(/(?:)/) // => ["a", "b", "c"]
"a1b2".split(/(\d)/, 3) // => ["a", "1", "b"]
"".split(/x/) // => [""]
"".split(/(?:)/) // => []
"ab".split(/$/) // => ["ab"]
"A<B>bold</B>and<CODE>coded</CODE>".split(/<(\/)?([^<>]+)>/) // => ["A", undefined, "B", "bold", "/", "B", "and", undefined, "CODE", "coded", "/", "CODE", ""]
[..."a1b22".matchAll(/\d+/g)].map(m => [m[0], m.index]) // => [["1", 1], ["22", 3]]
/(a+)+b/.test("aaaaaaaaaaaaaaaaaaaaaaaac") // => false
/^[\w.]+@[\w.]+$/.test("a.b@c.de") // => true
/\u{1F600}/u.test("😀") // => true
/^.$/u.test("😀") // => true
/(?<=\$)\d+/.exec("cost $42")[0] // => "42"
/(?<!a)b/.exec("ab b").index // => 3
/a.c/s.test("a\nc") // => true
/^b/m.test("a\nb") // => true
/(a)|(b)/d.exec("b").indices // => [[0, 1], undefined, [0, 1]]
/\bfoo\b/i.test("a FOO b") // => true
"x".replace(/x/, "$0$1$&") // => "$0$1x"
/[^]/.test("\n") // => true
/(?:a|ab)(?:c|bcd)(?:d*)/.exec("abcd")[0] // => "abcd"
/(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac") // => ["zaacbbbcac", "z", "ac", "a", undefined, "c"]
Object.keys(/a/.exec("a")) // => ["0", "index", "input", "groups"]
/a/[Symbol.match]("ba").index // => 1
RegExp.prototype.toString.call({ source: "s", flags: "f" }) // => "/s/f"
RegExp.prototype.flags // => ""
RegExp.prototype.global // => undefined
Object.getOwnPropertyDescriptor(/a/, "lastIndex") // => {value: 0, writable: true, enumerable: false, configurable: false}
"test".search(/s/) // => 2
/\d{3,}/.exec("12 1234")[0] // => "1234"
(() => { const m = "k=v; k2=v2".matchAll(/(\w+)=(\w+)/g); return Object.fromEntries([...m].map(x => [x[1], x[2]])); })() // => {k: "v", k2: "v2"}
"aBC".replace(/[A-Z]/g, c => "_" + c.toLowerCase()) // => "a_b_c"
