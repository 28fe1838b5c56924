"abc".at(-1) // => "c"
"abc".charAt(5) // => ""
"abc".charCodeAt(1) // => 98
"😀".codePointAt(0) // => 128512
"😀".length // => 2
"a-b-c".split("-") // => ["a", "b", "c"]
"a-b-c".split("-", 2) // => ["a", "b"]
"abc".split("") // => ["a", "b", "c"]
"abc".split() // => ["abc"]
"".split(",") // => [""]
"".split("") // => []
"a1b2c3".split(/\d/) // => ["a", "b", "c", ""]
"a1b2c3".split(/(\d)/) // => ["a", "1", "b", "2", "c", "3", ""]
"abc".slice(-2) // => "bc"
"abc".substring(2, 0) // => "ab"
"abc".substr(-2, 1) // => "b"
"abc".indexOf("c") // => 2
"abcabc".lastIndexOf("b") // => 4
"abc".indexOf("") // => 0
"abc".lastIndexOf("") // => 3
"abc".indexOf("", 10) // => 3
"abc".includes("bc") // => true
"abc".startsWith("b", 1) // => true
"abc".endsWith("b", 2) // => true
"abc".includes(/a/) // => throws TypeError
"abc".repeat(3) // => "abcabcabc"
"abc".repeat(-1) // => throws RangeError
"".repeat(1e9) // => ""
"5".padStart(3, "0") // => "005"
"5".padEnd(5, "ab") // => "5abab"
"abc".padStart(2) // => "abc"
"  x\n".trim() + "|" // => "x|"
"  x ".trimStart() + "|" // => "x |"
"  x ".trimEnd() + "|" // => "  x|"
"aXbX".replace("X", "-") // => "a-bX"
"aXbX".replaceAll("X", "-") // => "a-b-"
"abc".replace("b", "[$&$`$'$$]") // => "a[bac$]c"
"abc".replace("b", x => x.toUpperCase()) // => "aBc"
"abc".replaceAll("", "_") // => "_a_b_c_"
"aaa".replaceAll("a", (m, i) => i) // => "012"
"abc".replaceAll(/b/, "x") // => throws TypeError
"John Smith".replace(/(\w+)\s(\w+)/, "$2, $1") // => "Smith, John"
"2020-01-02".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>") // => "01/2020-02"
"aBc".toUpperCase() + "aBc".toLowerCase() // => "ABCabc"
"straße".toUpperCase() // => "STRASSE"
"ΑΣ".toLowerCase() // => "ας"
"İ".toLowerCase().length // => 2
"ﬁ".toUpperCase() // => "FI"
"é".normalize("NFD").length // => 2
"e\u0301".normalize().length // => 1
"ﬁ".normalize("NFKC") // => "fi"
"Crème Brûlée".normalize("NFD").replace(/[\u0300-\u036f]/g, "") // => "Creme Brulee"
"한글".normalize("NFD").length // => 6
"한글".normalize("NFD").normalize("NFC").length // => 2
"a".normalize("X") // => throws RangeError
"a".localeCompare("b") // => -1
"a".localeCompare("B") // => -1
"a".localeCompare("A") // => -1
"é".localeCompare("f") // => -1
"résumé".localeCompare("resume") // => 1
"a".localeCompare("á", "en", { sensitivity: "base" }) // => 0
["a10", "a2", "A1"].sort((x, y) => x.localeCompare(y, undefined, { numeric: true })) // => ["A1", "a2", "a10"]
["b", "a", "C", "A", "_x", "1", "ä", "Z"].sort((x, y) => x.localeCompare(y)) // => ["_x", "1", "a", "A", "ä", "b", "C", "Z"]
["zebra", "Äpfel", "apple", "Zoo", "émile", "eagle"].sort((x, y) => x.localeCompare(y)) // => ["Äpfel", "apple", "eagle", "émile", "zebra", "Zoo"]
"abc".concat(1, null, [2]) // => "abc1null2"
"abc".match(/b/).index // => 1
"a1b22".match(/\d+/g) // => ["1", "22"]
"abc".match(/x/) // => null
[..."a1b2".matchAll(/[a-z](\d)/g)].map(m => m[1]) // => ["1", "2"]
"abc".matchAll(/a/) // => throws TypeError
"abc".search(/c/) // => 2
"abc".search("b") // => 1
"a.c".match(".")[0] // => "a"
String.fromCharCode(65, 66) // => "AB"
String.fromCodePoint(128512) // => "😀"
String.fromCodePoint(-1) // => throws RangeError
String.raw`a\n${1}b` // => "a\\n1b"
String(null) + String(undefined) + String(Symbol("q")) // => "nullundefinedSymbol(q)"
String([1, [2, 3]]) // => "1,2,3"
String({}) // => "[object Object]"
new String("abc").length // => 3
Object.keys(new String("ab")) // => ["0", "1"]
"abc"[1] // => "b"
"abc"[5] // => undefined
"abc".isWellFormed() && !"\ud800".isWellFormed() // => true
"\ud800a".toWellFormed() // => "�a"
[..."ab"].length // => 2
"abc".valueOf() // => "abc"
String.prototype.trim.call(5) // => "5"
String.prototype.trim.call(null) // => throws TypeError
"a\u2028b".split("\u2028") // => ["a", "b"]
encodeURIComponent("a b&c/d?é😀") // => "a%20b%26c%2Fd%3F%C3%A9%F0%9F%98%80"
encodeURI("http://x.y/a b?q=é#h") // => "http://x.y/a%20b?q=%C3%A9#h"
decodeURIComponent("a%20b%C3%A9") // => "a bé"
decodeURIComponent("%") // => throws URIError
decodeURI("%2Fa%20") // => "%2Fa "
encodeURIComponent("\ud800") // => throws URIError
escape("ä b") + unescape("%E4%20b%u0041") // => "%E4%20bä bA"
btoa("hello") // => "aGVsbG8="
atob("aGVsbG8=") // => "hello"
atob("aGVsbG8") // => "hello"
btoa("é") // => "6Q=="
"abc" < "abd" // => true
"a" < "B" // => false
"10" < "9" // => true
"abc".toString === String.prototype.toString // => true
"tel: 555-1234".replace(/\D/g, "") // => "5551234"
"camelCaseString".replace(/([A-Z])/g, " $1").toLowerCase() // => "camel case string"
"hello world".replace(/\b\w/g, c => c.toUpperCase()) // => "Hello World"
"a,b;c".split(/[,;]/) // => ["a", "b", "c"]
"aaa".lastIndexOf("a", 1) // => 1
"aaa".lastIndexOf("aa", -5) // => 0
"ab".localeCompare("abc") // => -1
