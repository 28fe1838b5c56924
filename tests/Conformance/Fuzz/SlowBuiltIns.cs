using AgentFlow.JavaScript.Tests.Attacks;

namespace AgentFlow.JavaScript.Fuzz;

/// <summary>Attacks on the clock: single calls of built-ins that have much to do before they come back.</summary>
internal static class SlowBuiltIns
{
    private static readonly string[] Sources =
    [
        "const x = (1n << 1048575n) - 1n; for (;;) String(x)",
        "const x = (1n << 1048575n) - 1n; for (;;) x.toString(36)",
        "const x = (1n << 1048575n) - 1n; for (;;) x.toLocaleString()",
        "const s = '7'.repeat(315000); for (;;) BigInt(s)",
        "const s = '0x' + 'f'.repeat(260000); for (;;) BigInt(s)",
        "const x = (1n << 524287n) - 1n; for (;;) x * x",
        "const x = (1n << 1048575n) - 1n, y = (1n << 524287n) - 1n; for (;;) x / y",
        "const x = (1n << 1048575n) - 1n, y = (1n << 524287n) - 1n; for (;;) x % y",
        "for (;;) 3n ** 660000n",
        "const x = (1n << 1048575n) - 1n; for (;;) BigInt.asIntN(1000000, -x)",
        "const x = (1n << 1048575n) - 1n; for (;;) Number(x)",
        "const a = 'a'.repeat(2e6), b = 'a'.repeat(1e6) + 'b'; for (;;) a.indexOf(b)",
        "const a = 'a'.repeat(2e6), b = 'b' + 'a'.repeat(1e6); for (;;) a.lastIndexOf(b)",
        "const a = 'a'.repeat(2e6), b = 'a'.repeat(1e6) + 'b'; for (;;) a.split(b)",
        "const a = 'a'.repeat(2e6), b = 'a'.repeat(1e6) + 'b'; for (;;) a.replaceAll(b, '')",
        "const a = 'é'.repeat(2e6); for (;;) a.normalize('NFD')",
        "const a = 'e\\u0301'.repeat(1e6); for (;;) a.normalize('NFC')",
        "const a = 'ß'.repeat(2e6); for (;;) a.toUpperCase()",
        "const a = 'a'.repeat(2e6); for (;;) a.localeCompare(a + 'b')",
        "const a = Array.from({ length: 2e5 }, (_, i) => 'x'.repeat(50) + i); for (;;) a.sort()",
        "const a = Array.from({ length: 2e5 }, (_, i) => -i); for (;;) a.toSorted()",
        "const a = Array.from({ length: 2e5 }, (_, i) => ({ i })); for (;;) JSON.stringify(a)",
        "const a = JSON.stringify(Array.from({ length: 1e5 }, (_, i) => ({ i }))); for (;;) JSON.parse(a)",
        "const a = Array.from({ length: 1e5 }, (_, i) => ({ i })); for (;;) structuredClone(a)",
        "const a = new Array(1e6).fill(1); for (;;) a.indexOf(2)",
        "const a = new Array(1e6).fill(1); for (;;) a.join()",
        "const a = []; a[4294967290] = 1; for (;;) a.indexOf(2)",
        "const a = { length: 9007199254740991 }; for (;;) Array.prototype.indexOf.call(a, 2)",
        "const a = { length: 9007199254740991 }; Array.prototype.reverse.call(a)",
        "const a = 'a'.repeat(1e6); for (;;) /(a+)+b/.test(a)",
        "const a = 'a'.repeat(1e6); for (;;) a.match(/(?:a|aa)+$/g)",
        "const a = 'x'.repeat(1e6); for (;;) a.replace(/./g, '[$&]')",
        "const a = '%41'.repeat(5e5); for (;;) decodeURIComponent(a)",
        "const a = 'ab'.repeat(1e6); for (;;) atob(btoa(a))",
        "const a = 'ab'.repeat(1e6); for (;;) new TextEncoder().encode(a)",
        "const a = '/..'.repeat(3e5); for (;;) new URL('http://x' + a)",
        "const a = Array.from({ length: 1e5 }, (_, i) => [i, i]); for (;;) new Map(a)",
        "const a = new Set(Array.from({ length: 1e5 }, (_, i) => i)); for (;;) a.union(new Set(a))",
        "const a = new Array(1e5).fill({ x: 1 }); for (;;) console.table(a)",
        "let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = i; for (;;) Object.entries(o)",
        "let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = i; for (;;) ({ ...o })",
        "const a = new Array(1e6).fill([[]]); for (;;) a.flat(2)",
        "const a = new Uint8Array(1e7); for (;;) a.indexOf(1)",
        "let s = ''; for (let i = 0; i < 1e6; i++) s = 'ab' + s; for (;;) (s + i).length",
    ];

    /// <summary>Numbered from 1001 on; they end by time, fuel, memory or an error, so nothing is expected of how.</summary>
    public static IEnumerable<Attack> All => Sources.Select(static (source, i) => new Attack(1001 + i, source, null, ""));
}
