namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>The short form of the campaigns; <c>tests/Conformance/Fuzz</c> is the command for the long one.</summary>
public sealed class FuzzTests
{
    private static readonly ScriptLimits Limits = new() { Fuel = 2_000_000, Memory = 16 << 20 };

    [Fact]
    public async Task RunAsync_RandomPrograms_EndInATypedOutcome()
    {
        var sampler = new ProgramSampler(1);
        List<string> problems = [];

        for (var i = 0; i < 1_000; i++)
        {
            var program = i % 3 == 0 ? sampler.NextBroken() : sampler.Next();
            if (await FuzzJudge.RunAsync(program, Limits) is { Problem: { } problem })
                problems.Add($"{problem}\n{program[ProgramSampler.Prelude.Length..]}");
        }

        Assert.True(problems.Count == 0, string.Join("\n----\n", problems.Take(3)));
    }

    [Fact]
    public async Task RunAsync_RandomPrograms_AgreeWithNode()
    {
        var sampler = new ProgramSampler(2);
        var programs = Enumerable.Range(0, 1_000).Select(_ => sampler.Next()).ToArray();

        var expected = await NodeRunner.RunAsync(programs, TestContext.Current.CancellationToken);

        Assert.SkipWhen(expected is null, "node is not installed.");
        List<string> differences = [];
        for (var i = 0; i < programs.Length; i++)
        {
            var ours = (await FuzzJudge.RunAsync(programs[i], Limits)).Output;
            if (ours is not null && ours != expected![i])
                differences.Add(FuzzJudge.Difference(programs[i], ours, expected[i]));
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join("\n----\n", differences.Take(3))}");
    }
}
