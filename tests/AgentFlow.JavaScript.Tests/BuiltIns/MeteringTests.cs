using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

/// <summary>No loop of a built-in is free and no allocation goes unannounced: each program would run for minutes or take gigabytes.</summary>
public sealed class MeteringTests
{
    [Theory]
    [InlineData("Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)")]
    [InlineData("Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, x => x)")]
    [InlineData("Array.prototype.reverse.call({ length: 2 ** 53 - 1 })")]
    [InlineData("Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)")]
    [InlineData("Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1)")]
    [InlineData("(() => { const a = []; a[4e9] = 1; return a.sort(); })()")]
    [InlineData("'a'.repeat(1e6).split('a').map(() => 'b'.repeat(1e5).indexOf('b'.repeat(5e4) + 'c'))")]
    [InlineData("(() => { for (;;) 'x'.repeat(1e6).localeCompare('x'.repeat(1e6)); })()")]
    [InlineData("(() => { for (;;) JSON.parse('[' + '1,'.repeat(1e5) + '1]'); })()")]
    [InlineData("(() => { for (;;) JSON.stringify(Array(1e5).fill(1)); })()")]
    [InlineData("(() => { for (;;) new Map(Array(1e4).fill([1, 2])); })()")]
    [InlineData("(() => { for (;;) encodeURIComponent('é'.repeat(1e5)); })()")]
    [InlineData("(() => { for (;;) 'é'.repeat(1e5).toUpperCase().normalize('NFD'); })()")]
    [InlineData("(() => { for (;;) new URL('https://a.b/' + 'é'.repeat(1e4)); })()")]
    [InlineData("(() => { for (;;) new Date('2024-01-01').toLocaleString(); })()")]
    [InlineData("(() => { for (;;) (7n ** 100000n).toString(); })()")]
    [InlineData("(() => { for (;;) 'ab'.repeat(1e5).replace(/b/g, 'x'); })()")]
    [InlineData("(() => { for (;;) structuredClone(Array(1e4).fill({})); })()")]
    [InlineData("(() => { for (;;) Object.assign({}, Array(1e4).fill(1)); })()")]
    [InlineData("(() => { for (;;) Math.max(...Array(1e4).fill(1)); })()")]
    public void BuiltIn_EndlessWork_EndsByFuel(string expression)
    {
        var limits = new VmLimits { Fuel = 2_000_000, Memory = 1_000_000_000 };

        var ended = Assert.Throws<ScriptTerminated>(() => ScriptProbe.Run($"return {expression}", limits: limits));

        Assert.Equal(LimitKind.Fuel, ended.Limit);
    }

    [Theory]
    [InlineData("Array.from({ length: 2 ** 32 - 1 })")]
    [InlineData("Array.prototype.fill.call([], 1, 0), Array(2 ** 31).fill(1)")]
    [InlineData("'x'.repeat(5e8)")]
    [InlineData("'x'.padStart(5e8)")]
    [InlineData("[...Array(1e5).keys()].map(i => 'x'.repeat(1e4) + i)")]
    [InlineData("Array(1e6).fill('x'.repeat(1000)).join()")]
    [InlineData("'a'.repeat(1e7).split('')")]
    [InlineData("'\\ufdfa'.repeat(5e6).normalize('NFKD')")]
    [InlineData("JSON.stringify(Array(1e5).fill(Array(1e3).fill(1)))")]
    [InlineData("JSON.parse('[' + '[],'.repeat(5e6) + '1]')")]
    [InlineData("(() => { const m = new Map(); for (let i = 0; ; i++) m.set(i, i); })()")]
    [InlineData("Object.fromEntries((function* () { for (let i = 0; ; i++) yield ['k' + i, i]; })())")]
    [InlineData("new Uint8Array(2e9)")]
    [InlineData("'aaaaaaaaaa'.repeat(1e6).replaceAll('a', 'x'.repeat(100))")]
    [InlineData("structuredClone(Array.from({ length: 1e6 }, () => ({})))")]
    [InlineData("btoa('x'.repeat(3e7))")]
    public void BuiltIn_HugeResult_EndsByMemoryBeforeItIsMade(string expression)
    {
        var limits = new VmLimits { Fuel = 2_000_000_000, Memory = 32_000_000 };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var ended = Assert.Throws<ScriptTerminated>(() => ScriptProbe.Run($"return {expression}", limits: limits));

        Assert.Equal(LimitKind.Memory, ended.Limit);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000_000, "More was allocated than any census could have let pass.");
    }
}
