using AgentFlow.JavaScript.Tests.Fuzz;

namespace AgentFlow.JavaScript.Fuzz;

/// <summary>Random programs in any number; the tests run some hundreds of the same.</summary>
internal sealed class Campaign(int count, int seed)
{
    private const int Shown = 10;
    private static readonly ScriptLimits Limits = new() { Fuel = 2_000_000, Memory = 16 << 20 };

    public int Count => count;

    public int Seed => seed;

    /// <summary>Runs programs, whole and damaged, on all cores; gives how many did not end as they must.</summary>
    public async Task<int> AloneAsync()
    {
        var found = 0;
        await Parallel.ForAsync(0, Environment.ProcessorCount, async (worker, _) =>
        {
            var sampler = new ProgramSampler(seed + (worker * 7919));
            for (var i = worker; i < count; i += Environment.ProcessorCount)
            {
                var program = i % 3 == 0 ? sampler.NextBroken() : sampler.Next();
                if ((await FuzzJudge.RunAsync(program, Limits)).Problem is { } problem && Interlocked.Increment(ref found) <= Shown)
                    Console.WriteLine($"{problem}\n{program[ProgramSampler.Prelude.Length..]}\n----");
            }
        });
        return found;
    }

    /// <summary>Runs whole programs here and in node; gives how many differ, or 1 without node.</summary>
    public async Task<int> AgainstNodeAsync()
    {
        const int Batch = 2_000;
        var found = 0;
        var sampler = new ProgramSampler(seed);
        for (var done = 0; done < count; done += Batch)
        {
            var programs = Enumerable.Range(0, Math.Min(Batch, count - done)).Select(_ => sampler.Next()).ToArray();
            if (await NodeRunner.RunAsync(programs, CancellationToken.None) is not { } expected)
            {
                Console.WriteLine("node is not installed.");
                return 1;
            }

            for (var i = 0; i < programs.Length; i++)
            {
                var output = (await FuzzJudge.RunAsync(programs[i], Limits)).Output;
                if (output is not null && output != expected[i] && ++found <= Shown)
                    Console.WriteLine($"{FuzzJudge.Difference(programs[i], output, expected[i])}\n----");
            }
        }

        return found;
    }

    /// <summary>Runs ES5 programs here and in Jint; gives how many differ from Jint and from node.</summary>
    public async Task<int> AgainstJintAsync()
    {
        const int Batch = 2_000;
        var sampler = new Es5Sampler(seed);
        var (found, agreed, jintAlone) = (0, 0, 0);
        for (var done = 0; done < count; done += Batch)
        {
            var report = await Es5Comparison.RunAsync(sampler, Math.Min(Batch, count - done), CancellationToken.None);
            foreach (var wrong in report.Wrong.Take(Math.Max(0, Shown - found)))
                Console.WriteLine($"{wrong}\n----");
            (found, agreed, jintAlone) = (found + report.Wrong.Count, agreed + report.Agreed, jintAlone + report.JintAlone);
        }

        Console.WriteLine($"{agreed} as in Jint, {jintAlone} as in node and not in Jint");
        return found;
    }
}
