using System.Diagnostics;
using AgentFlow.JavaScript.Tests.Attacks;

namespace AgentFlow.JavaScript.Fuzz;

/// <summary>Runs the attack scripts with next to no fuel limit, so that time and memory are what ends them, and measures both from outside.</summary>
internal static class AttackCommand
{
    private const long Memory = 64 << 20;
    private const int AllowedOverrun = 100;

    /// <summary>Gives 0 where every attack ended within the deadline plus 100 ms and within twice the memory limit.</summary>
    public static async Task<int> RunAsync(int milliseconds)
    {
        if (AttackData.Path is null)
            Console.WriteLine("The attack scripts are not on this machine; only those on single built-ins are run.");
        var rows = new List<(int Id, double Overrun, double Peak, string End)>();
        foreach (var attack in AttackData.All.Concat(SlowBuiltIns.All))
        {
            // Known even where the process dies of it.
            await Console.Error.WriteAsync($"\r{attack.Id,5}");
            var source = await AttackData.SourceOf(attack);
            rows.Add(await Measure(attack, source, milliseconds));
        }

        await Console.Error.WriteLineAsync();
        var late = rows.Count(static r => r.Overrun > AllowedOverrun);
        var large = rows.Count(static r => r.Peak > 2 * Memory);
        foreach (var (id, overrun, peak, end) in rows.OrderByDescending(static r => r.Overrun).Take(12).Union(rows.Where(static r => r.Peak > 1.5 * Memory)))
            Console.WriteLine($"{id,4}  overrun {overrun,7:0} ms  peak {peak / (1 << 20),6:0.0} MiB  {end}");
        Console.WriteLine($"{rows.Count} attacks, deadline {milliseconds} ms: {late} more than {AllowedOverrun} ms late, {large} over twice the memory limit of {Memory >> 20} MiB");
        return late + large == 0 ? 0 : 1;
    }

    private static async Task<(int Id, double Overrun, double Peak, string End)> Measure(Attack attack, string source, int milliseconds)
    {
        var limits = new ScriptLimits { Fuel = long.MaxValue / 4, Memory = Memory, Time = TimeSpan.FromMilliseconds(milliseconds) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var done = new CancellationTokenSource();
        var watcher = Task.Factory.StartNew(() => Watch(done.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var clock = Stopwatch.StartNew();
        var result = await Script.RunAsync(source, AttackHost.Make(), limits);
        var overrun = clock.Elapsed.TotalMilliseconds - milliseconds;
        await done.CancelAsync();
        return (attack.Id, overrun, await watcher - before, AttackHost.Describe(result.Outcome));
    }

    /// <summary>The largest heap seen, garbage that no collection has taken yet included: an upper bound of what the run needs.</summary>
    private static long Watch(CancellationToken done)
    {
        var peak = 0L;
        while (!done.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            done.WaitHandle.WaitOne(2);
        }

        return peak;
    }
}
