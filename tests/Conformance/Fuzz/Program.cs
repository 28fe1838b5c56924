using System.Globalization;
using AgentFlow.JavaScript;
using AgentFlow.JavaScript.Tests.Fuzz;

// usage: fuzz [COUNT] [SEED] [--node]
// COUNT programs (1,000,000 by default), every third with random damage; each must end in a typed outcome within its limits.
// With --node the programs are whole, and what they log must be what node logs.
var numbers = args.Where(static a => !a.StartsWith('-')).Select(static a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
var count = numbers.Length > 0 ? numbers[0] : 1_000_000;
var seed = numbers.Length > 1 ? numbers[1] : 1;
var limits = new ScriptLimits { Fuel = 2_000_000, Memory = 16 << 20 };
var problems = args.Contains("--node") ? await AgainstNodeAsync() : await AloneAsync();
Console.WriteLine($"{count} programs of seed {seed}: {problems} problems");
return problems == 0 ? 0 : 1;

async Task<int> AloneAsync()
{
    var found = 0;
    await Parallel.ForAsync(0, Environment.ProcessorCount, async (worker, _) =>
    {
        var sampler = new ProgramSampler(seed + (worker * 7919));
        for (var i = worker; i < count; i += Environment.ProcessorCount)
        {
            var program = i % 3 == 0 ? sampler.NextBroken() : sampler.Next();
            if ((await FuzzJudge.RunAsync(program, limits)).Problem is { } problem && Interlocked.Increment(ref found) <= 10)
                Console.WriteLine($"{problem}\n{program[ProgramSampler.Prelude.Length..]}\n----");
        }
    });
    return found;
}

async Task<int> AgainstNodeAsync()
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
            var output = (await FuzzJudge.RunAsync(programs[i], limits)).Output;
            if (output is not null && output != expected[i] && ++found <= 10)
                Console.WriteLine($"{FuzzJudge.Difference(programs[i], output, expected[i])}\n----");
        }
    }

    return found;
}
