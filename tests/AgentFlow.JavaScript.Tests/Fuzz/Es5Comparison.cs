namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>Runs ES5 programs here and in Jint. Where the two differ, node decides; without node such a program counts for nothing.</summary>
internal sealed class Es5Comparison
{
    private static readonly ScriptLimits Limits = new() { Fuel = 2_000_000, Memory = 16 << 20 };

    /// <summary>Programs on which we and Jint agree.</summary>
    public int Agreed { get; private set; }

    /// <summary>Programs on which node agrees with us and not with Jint.</summary>
    public int JintAlone { get; private set; }

    /// <summary>What we alone see, or what did not end as it must.</summary>
    public List<string> Wrong { get; } = [];

    public static async Task<Es5Comparison> RunAsync(Es5Sampler sampler, int count, CancellationToken cancellationToken)
    {
        var report = new Es5Comparison();
        List<(string Program, string Ours, string Jints)> disputed = [];
        for (var i = 0; i < count; i++)
        {
            var program = sampler.Next();
            var (output, problem) = await FuzzJudge.RunAsync(program, Limits).ConfigureAwait(false);
            if (problem is not null)
                report.Wrong.Add($"{problem}\n{program}");
            else if (output is null)
                continue;
            else if (JintRunner.Run(program) is var jints && jints == output)
                report.Agreed++;
            else
                disputed.Add((program, output, jints));
        }

        var nodes = await NodeRunner.RunAsync([.. disputed.Select(static d => d.Program)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < disputed.Count && nodes is not null; i++)
        {
            if (nodes[i] == disputed[i].Ours)
                report.JintAlone++;
            else
                report.Wrong.Add(FuzzJudge.Difference(disputed[i].Program, disputed[i].Ours, nodes[i]));
        }

        return report;
    }
}
