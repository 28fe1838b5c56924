namespace AgentFlow.JavaScript.Tests.Attacks;

/// <summary>What the machine announces as allocated is held against what .NET really allocated on the thread.</summary>
public sealed class AllocationHonestyTests
{
    [Theory]
    [InlineData("const a = []; for (let i = 0; i < 20000; i++) a.push({ i, j: i + 1 })")]
    [InlineData("let s = ''; for (let i = 0; i < 20000; i++) s += 'item ' + i; s.length")]
    [InlineData("const o = {}; for (let i = 0; i < 20000; i++) o['k' + i] = i")]
    [InlineData("const a = []; for (let i = 0; i < 2000; i++) a.push(a.slice(0, 50).map(x => [x]))")]
    [InlineData("const fs = []; for (let i = 0; i < 20000; i++) fs.push(() => i)")]
    [InlineData("function* g() { for (let i = 0; i < 5000; i++) yield i } for (let i = 0; i < 4; i++) [...g()]")]
    [InlineData("for (let i = 0; i < 5000; i++) await i")]
    [InlineData("class A { constructor(x) { this.x = x } get y() { return this.x } } const a = []; for (let i = 0; i < 20000; i++) a.push(new A(i).y)")]
    [InlineData("for (let i = 0; i < 3000; i++) try { null.x } catch (e) { }")]
    [InlineData("const m = new Map(), s = new Set(); for (let i = 0; i < 20000; i++) { m.set(i, i); s.add('k' + i) }")]
    [InlineData("JSON.parse(JSON.stringify(Array.from({ length: 5000 }, (_, i) => ({ id: i, name: 'n' + i }))))")]
    [InlineData("'abc '.repeat(20000).split(' ').join('-').toUpperCase().length")]
    [InlineData("let x = 3n; for (let i = 0; i < 13; i++) x = x * x; String(x).length")]
    [InlineData("let o = {}; for (let i = 0; i < 5000; i++) o = Object.create(o)")]
    [InlineData("for (let i = 0; i < 2000; i++) { const o = {}; o['p' + i] = 1; Object.keys(o) }")]
    [InlineData("[...Array(20000).keys()].sort((a, b) => b - a).length")]
    [InlineData("const f = (...a) => a.length; for (let i = 0; i < 2000; i++) f(...[1, 2, 3], i)")]
    public async Task RunAsync_Script_AnnouncesWhatItAllocates(string source)
    {
        var limits = new ScriptLimits { Memory = 512 << 20 };
        await Script.RunAsync(source, null, limits, TestContext.Current.CancellationToken);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = await Script.RunAsync(source, null, limits, TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        result.GetValueOrThrow();
        Assert.True(allocated <= (result.Announced * 3 / 2) + 500_000, $"Allocated {allocated:N0} bytes, announced {result.Announced:N0}.");
    }
}
