using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Sandbox;

/// <summary><c>sandbox</c>: what a call of a tool in JavaScript costs, and what scripts weigh that wait.</summary>
internal static class SandboxCommand
{
    private const int Rounds = 9;
    private const int Calls = 20_000;
    private const int Waiting = 10_000;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        try
        {
            List<string[]> rows = [];
            foreach (var tool in BenchmarkTools.Load(folder.FullName).Tools)
                rows.Add(await MeasureAsync(tool));
            MarkdownTable.Write(Console.Out, "Calls of a tool: arguments validated, a fresh machine, the script, the result validated; one thread",
                ["tool", "median µs", "calls/s", "calls/s, best round", "bytes allocated"], rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        await SuspendAsync(Waiting / 10);
        MarkdownTable.Write(Console.Out, $"{Waiting:N0} scripts at once, each awaiting a function of the host",
            ["managed heap MB", "KB each", "working set MB", "started in ms", "finished in ms"], [await SuspendAsync(Waiting)]);
        return 0;
    }

    private static async Task<string[]> MeasureAsync(AIFunction tool)
    {
        var arguments = new AIFunctionArguments(JsonElement.Parse(BenchmarkTools.Arguments(tool.Name)).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value));
        await JitWarmUp.RunAsync(() => CallAsync(tool, arguments, Calls / 4));
        List<Sample> samples = [];
        for (var i = 0; i < Rounds; i++)
            samples.Add(await Sample.MeasureAsync(Calls, () => CallAsync(tool, arguments, Calls)));
        var sorted = samples.Select(s => s.Microseconds).Order().ToList();
        return [tool.Name, MarkdownTable.Figure(sorted[Rounds / 2]), MarkdownTable.Figure(1e6 / sorted[Rounds / 2]), MarkdownTable.Figure(1e6 / sorted[0]), MarkdownTable.Figure(samples[Rounds / 2].Bytes)];
    }

    private static async Task CallAsync(AIFunction tool, AIFunctionArguments arguments, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (await tool.InvokeAsync(arguments) is not JsonElement { ValueKind: JsonValueKind.Object })
                throw new InvalidOperationException("The benchmark does not do what it measures.");
        }
    }

    /// <summary>Starts scripts that all wait, weighs them, lets them go on and looks at what they give.</summary>
    private static async Task<string[]> SuspendAsync(int count)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = 0;
        var host = new ScriptHost().AddFunction("lookup", async (call, token) =>
        {
            Interlocked.Increment(ref waiting);
            await gate.Task.WaitAsync(token);
            return JsonValue.Create((int)call[0]! * 2);
        });
        var script = new ScriptEngine().Prepare(BenchmarkTools.Waiter);
        var limits = new ScriptLimits();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        var runs = new Task<ScriptResult>[count];
        for (var i = 0; i < count; i++)
            runs[i] = script.CallAsync(JsonElement.Parse($$"""{"id":{{i}}}"""), host, limits);
        var started = Stopwatch.GetElapsedTime(began);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var working = Environment.WorkingSet;
        if (waiting != count || runs.Any(r => r.IsCompleted))
            throw new InvalidOperationException($"{waiting} of {count} scripts wait.");
        began = Stopwatch.GetTimestamp();
        gate.SetResult();
        var results = await Task.WhenAll(runs);
        var finished = Stopwatch.GetElapsedTime(began);
        if (results.Index().Any(r => r.Item.Value?["sum"]?.GetValue<double>() != (r.Index * 2) + 190))
            throw new InvalidOperationException("The benchmark does not do what it measures.");
        return [Megabytes(bytes), MarkdownTable.Figure(bytes / 1024.0 / count), Megabytes(working), MarkdownTable.Figure(started.TotalMilliseconds), MarkdownTable.Figure(finished.TotalMilliseconds)];
    }

    private static string Megabytes(long bytes) => MarkdownTable.Figure(bytes / 1048576.0);
}
