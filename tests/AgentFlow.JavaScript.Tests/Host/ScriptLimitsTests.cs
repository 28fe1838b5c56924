namespace AgentFlow.JavaScript.Tests.Host;

public sealed class ScriptLimitsTests
{
    [Theory]
    [InlineData("while (true) {}", LimitKind.Fuel)]
    [InlineData("let s = 'x'; for (;;) s += s", LimitKind.Memory)]
    [InlineData("const a = []; for (;;) a.push([])", LimitKind.Memory)]
    [InlineData("for (;;) console.log('line')", LimitKind.Output)]
    public async Task RunAsync_Limit_EndsTheRunBeforeAnyHandler(string attack, LimitKind expected)
    {
        var limits = new ScriptLimits { Fuel = 5_000_000, Memory = 4 << 20, Output = 10_000 };
        var reached = new List<string>();
        var host = new ScriptHost().AddImmediateFunction("note", call =>
        {
            reached.Add((string)call[0]!);
            return null;
        });

        var result = await Script.RunAsync(
            $$"""
            Promise.resolve().then(() => note('reaction'));
            function* g() { try { yield 1 } finally { note('return') } }
            try { for (const v of g()) { {{attack}} } } catch (e) { note('catch') } finally { note('finally') }
            note('after')
            """,
            host,
            limits,
            TestContext.Current.CancellationToken);

        Assert.Equal(expected, Assert.IsType<ScriptLimitReached>(result.Outcome).Limit);
        Assert.Empty(reached);
    }

    [Fact]
    public void FindProblem_ValuesOutOfRange_NamesThemAll()
    {
        var problem = new ScriptLimits { Fuel = 1, Frames = 5 }.FindProblem();

        Assert.Contains("Fuel is 1;", problem, StringComparison.Ordinal);
        Assert.Contains("Frames is 5;", problem, StringComparison.Ordinal);
        Assert.Null(new ScriptLimits().FindProblem());
    }

    [Fact]
    public async Task RunAsync_Limit_SaysWhereTheScriptWas()
    {
        var result = await Script.RunAsync(
            "function wait() {\n  while (true) {}\n}\nwait()", null, new ScriptLimits { Fuel = 100_000 }, TestContext.Current.CancellationToken);

        Assert.Equal(("LimitError", 2), (result.Error!.Name, result.Error.Line));
        Assert.StartsWith("at wait (script.js:2:", result.Error.Stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (big + 'x' === other) break")]
    [InlineData("({})[big]")]
    [InlineData("[other].includes(big + 'x')")]
    [InlineData("new Set([other]).has(big + 'x')")]
    [InlineData("big + 'x' < other")]
    public async Task RunAsync_LongStringsCompared_CostByTheirLength(string operation)
    {
        var result = await Script.RunAsync(
            $$"""const big = 'x'.repeat(1e6), other = big + 'y'; for (let i = 0; i < 1000; i++) { {{operation}} }""",
            null,
            new ScriptLimits { Fuel = 50_000_000 },
            TestContext.Current.CancellationToken);

        Assert.Equal(LimitKind.Fuel, Assert.IsType<ScriptLimitReached>(result.Outcome).Limit);
    }

    [Fact]
    public async Task RunAsync_TimeOver_EndsTheRun()
    {
        var limits = new ScriptLimits { Fuel = long.MaxValue, Time = TimeSpan.FromMilliseconds(20) };

        var result = await Script.RunAsync("while (true) {}", null, limits, TestContext.Current.CancellationToken);

        Assert.Equal(LimitKind.Time, Assert.IsType<ScriptLimitReached>(result.Outcome).Limit);
    }

    [Fact]
    public async Task RunAsync_GarbageFarOverTheLimit_RunsOn()
    {
        var limits = new ScriptLimits { Memory = 2 << 20 };

        var result = await Script.RunAsync(
            "let n = 0; for (let i = 0; i < 100000; i++) { const o = { a: i, b: [i] }; n += o.b[0] } return n", null, limits, TestContext.Current.CancellationToken);

        Assert.Equal(4999950000d, (double)result.GetValueOrThrow()!);
        Assert.True(result.Announced > 4 * limits.Memory);
        Assert.InRange(result.PeakMemory, 1, limits.Memory);
    }

    [Fact]
    public async Task RunAsync_EndlessRecursion_GivesARangeErrorThatCanBeCaught()
    {
        var result = await Script.RunAsync(
            "let depth = 0; function f() { depth++; f() } try { f() } catch (e) { return e.name + (depth > 5000) }",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("RangeErrortrue", (string)result.GetValueOrThrow()!);
    }

    [Fact]
    public async Task RunAsync_LimitsOutOfRange_ThrowsNamingAll()
    {
        var limits = new ScriptLimits { Fuel = 0, Memory = 1, Frames = 1 };

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => Script.RunAsync("1", null, limits, TestContext.Current.CancellationToken));

        Assert.Contains("Fuel is 0", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Memory is 1", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Frames is 1", thrown.Message, StringComparison.Ordinal);
    }
}
