namespace AgentFlow.Benchmarks.JavaScript;

/// <summary>What the JavaScript machine is measured by.</summary>
internal static class ScriptCases
{
    private const string Class =
        "class P { constructor(x) { this.x = x; this.y = 1; this.n = 0 } " +
        "add(k) { this.x = this.x + this.y + k; this.n = this.n + 1; return this.x } }";

    private const string Numbers =
        "const numbers = []; let seed = 12345; " +
        "for (let i = 0; i < 1e5; i++) { seed = (seed * 1103515245 + 12345) % 2147483648; numbers.push(seed) }";

    private const string Text =
        "const rows = []; for (let i = 0; i < 9000; i++) rows.push({ id: i, name: 'customer number ' + i, ratio: i / 7, " +
        "tags: ['red', 'green'], address: { street: 'Main street', number: i % 100 } }); const text = JSON.stringify(rows);";

    public static IReadOnlyList<ScriptCase> All { get; } =
    [
        new("fib(25)", "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }", "result = fib(25)", 1, 1, 15),
        new("loop of 1e6 with % and +", "", "let s = 0; for (let i = 0; i < 1000000; i++) s = s + i % 7; result = s", 1, 1, 30),
        new("1e5 method calls, 4 reads and 2 writes each", Class, "const p = new P(1); let t = 0; for (let i = 0; i < 1e5; i++) t += p.add(i); result = t", 1, 1, 15),
        new("sort of 1e5 with comparator", Numbers, "result = [...numbers].sort((a, b) => a - b)[500]", 1, 1, 200),
        new("map, filter, reduce over 1e5", Numbers, "result = numbers.map(x => x * 2).filter(x => x % 3 === 0).reduce((a, b) => a + b, 0)", 1, 1, 40),
        new("JSON.parse of 1.1 MB", Text, "result = JSON.parse(text).length", 3, 1, 15),
        new("JSON.stringify of 1.1 MB", Text, "result = JSON.stringify(rows).length", 3, 1, 15),
        new("2e5 string appends", "", "let s = ''; for (let i = 0; i < 2e5; i++) s += 'abcdefghij'; result = s.length", 1, 1, 40),
        new("linked list of 1e5 objects, made and walked", "", "let l = null; for (let i = 0; i < 1e5; i++) l = { next: l, value: i }; let s = 0; while (l) { s += l.value; l = l.next } result = s", 1, 1, 30),
        new("awaited host call", "", "for (let i = 0; i < 20000; i++) result = await ping(i)", 1, 20_000, 0.0015),
    ];
}
