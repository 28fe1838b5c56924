new URL("https://user:pw@Example.com:8080/a/../b/./c?x=1&y=%20#frag").href // => "https://user:pw@example.com:8080/b/c?x=1&y=%20#frag"
new URL("https://example.com").href // => "https://example.com/"
new URL("http://example.com:80/").host // => "example.com"
new URL("../x?q", "https://a.b/c/d/e").href // => "https://a.b/c/x?q"
new URL("/x", "https://a.b/c/d?z#f").href // => "https://a.b/x"
new URL("?x=1", "https://a.b/c").href // => "https://a.b/c?x=1"
new URL("#h", "https://a.b/c?d").href // => "https://a.b/c?d#h"
new URL("//other.org/p", "https://a.b/c").href // => "https://other.org/p"
new URL("c", "https://a.b").pathname // => "/c"
new URL("foo") // => throws TypeError
new URL("mailto:a@b.c").pathname // => "a@b.c"
new URL("https://a.b/ä ö?ü=ß").href // => "https://a.b/%C3%A4%20%C3%B6?%C3%BC=%C3%9F"
new URL("https://münchen.de/").hostname // => "xn--mnchen-3ya.de"
new URL("http://0x7f.1/").hostname // => "127.0.0.1"
new URL("http://[::1]:3000/").host // => "[::1]:3000"
new URL("https://a.b/x").origin // => "https://a.b"
new URL("file:///etc/passwd").pathname // => "/etc/passwd"
new URL("data:text/plain,hi there").href // => "data:text/plain,hi there"
(() => { const u = new URL("https://a.b/c"); u.searchParams.append("k", "v w"); u.hash = "z"; u.pathname = "/p q"; u.port = "81"; return u.href; })() // => "https://a.b:81/p%20q?k=v+w#z"
(() => { const u = new URL("https://a.b/c?x=1"); u.search = "?y=2&z=3"; return [u.searchParams.get("z"), u.searchParams.get("x")]; })() // => ["3", null]
(() => { const u = new URL("https://a.b/c?x=1"); u.searchParams.delete("x"); return u.href; })() // => "https://a.b/c"
(() => { const u = new URL("https://a.b/"); u.host = "c.d:99"; u.protocol = "http"; u.username = "me"; return u.toString(); })() // => "http://me@c.d:99/"
new URLSearchParams("?a=1&b=2&a=3").getAll("a") // => ["1", "3"]
new URLSearchParams({ q: "a b&c", n: 5 }).toString() // => "q=a+b%26c&n=5"
new URLSearchParams([["x", "1"], ["y", "é"]]).toString() // => "x=1&y=%C3%A9"
[...new URLSearchParams("a=1&b=2")] // => [["a", "1"], ["b", "2"]]
[...new URLSearchParams("a=1&b=2").keys()] // => ["a", "b"]
(() => { const p = new URLSearchParams("b=1&a=2&b=3"); p.sort(); p.set("b", "9"); return p.toString(); })() // => "a=2&b=9"
new URLSearchParams("a=1").has("a") // => true
new URLSearchParams("a").get("a") // => ""
new URLSearchParams("x=%ff+y").get("x") // => "� y"
JSON.stringify({ u: new URL("https://a.b") }) // => "{\"u\":\"https://a.b/\"}"
URL.canParse("nope") // => false
[...new TextEncoder().encode("é😀")] // => [195, 169, 240, 159, 152, 128]
new TextDecoder().decode(new Uint8Array([0xc3, 0xa9, 0xff])) // => "é�"
new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff])) // => throws TypeError
new TextEncoder().encode("abc").length // => 3
[...new Uint8Array([1, 2, 300, -1])] // => [1, 2, 44, 255]
[...new Uint8Array(3)] // => [0, 0, 0]
[...new Uint8Array([3, 1, 2]).sort()] // => [1, 2, 3]
[...new Uint8Array([1, 2, 3]).map(x => x * 100)] // => [100, 200, 44]
[...new Uint8Array([1, 2, 3]).subarray(1)] // => [2, 3]
(() => { const a = new Uint8Array([1, 2, 3]); a.subarray(1)[0] = 9; return [...a]; })() // => [1, 9, 3]
new Uint8Array([1, 2, 3]).join("-") // => "1-2-3"
Object.keys(new Uint8Array(2)) // => ["0", "1"]
Array.from(new Uint8Array([5, 6])) // => [5, 6]
new Uint8Array(new ArrayBuffer(4)).byteLength // => 4
Uint8Array.from([1, 2]).includes(2) // => true
btoa(String.fromCharCode(...new TextEncoder().encode("é"))) // => "w6k="
Array.from(atob("w6k="), c => c.charCodeAt(0)) // => [195, 169]
structuredClone(new Uint8Array([7]))[0] // => 7
structuredClone(/a/g).flags // => "g"
