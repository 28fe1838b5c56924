namespace AgentFlow.JavaScript.Tests.Attacks;

public sealed class AttackTests
{
    private const string Absent = "The attack scripts are not on this machine.";

    /// <summary>The numbers of all scripts; 0 when there are none, so that a test can say so.</summary>
    public static TheoryData<int> Ids()
    {
        var ids = new TheoryData<int>();
        foreach (var attack in AttackData.All)
            ids.Add(attack.Id);
        if (AttackData.All.Count == 0)
            ids.Add(0);
        return ids;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task RunAsync_Attack_EndsAsExpectedWithinItsLimits(int id)
    {
        Assert.SkipWhen(id == 0, Absent);
        var attack = AttackData.All.Single(a => a.Id == id);
        var source = await AttackData.SourceOf(attack);

        var result = await Run(source);

        Assert.True(attack.Allows(result.Outcome), $"Expected '{attack.Expected}', was {AttackHost.Describe(result.Outcome)}.");
        Assert.InRange(result.PeakMemory, 0, 2 * Limits().Memory);
        Assert.InRange(result.Fuel, 0, Limits().Fuel + 10_000);
        await AssertFreshMachineWorks();
    }

    [Fact]
    public async Task RunAsync_AllAttacksOnASmallStack_EndAsElsewhere()
    {
        Assert.SkipWhen(AttackData.Path is null, Absent);
        var sources = new List<(Attack Attack, string Source)>();
        foreach (var attack in AttackData.All)
            sources.Add((attack, await AttackData.SourceOf(attack)));
        var failures = new List<string>();

        var thread = new Thread(
            () =>
            {
                foreach (var (attack, source) in sources)
                {
                    try
                    {
                        var outcome = Run(source, 2_000_000).GetAwaiter().GetResult().Outcome;
                        if (outcome is not ScriptLimitReached && !attack.Allows(outcome))
                            failures.Add($"{attack.Id}: {AttackHost.Describe(outcome)}");
                    }
                    catch (Exception error)
                    {
                        // On a thread of its own an exception would end the process instead of the test.
                        failures.Add($"{attack.Id}: {error}");
                    }
                }
            },
            256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Empty(failures);
    }

    [Fact]
    public async Task RunAsync_SixtyFourAttacksAtOnce_UseTheSameFuelAsAlone()
    {
        Assert.SkipWhen(AttackData.Path is null, Absent);
        var attacks = AttackData.All.Where(static a => a.Code is not null && !a.Code.Contains("Date", StringComparison.Ordinal)).Take(64).ToList();
        var alone = new List<long>();
        foreach (var attack in attacks)
            alone.Add((await Run(attack.Code!, 500_000)).Fuel);

        var together = await Task.WhenAll(attacks.Select(attack => Task.Run(() => Run(attack.Code!, 500_000))));

        Assert.Equal(alone, together.Select(static r => r.Fuel));
    }

    private static ScriptLimits Limits(long fuel = 10_000_000) => new() { Fuel = fuel, Time = TimeSpan.FromMinutes(2) };

    private static Task<ScriptResult> Run(string source, long fuel = 10_000_000) => Script.RunAsync(source, AttackHost.Make(), Limits(fuel));

    private static async Task AssertFreshMachineWorks()
    {
        var result = await Script.RunAsync("const p = { a: [1, 2, 3] }; return p.a.map(x => x * 2).join()");
        Assert.Equal("2,4,6", (string)result.GetValueOrThrow()!);
    }
}
