using System.Diagnostics;
using System.Globalization;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.Benchmarks.JavaScript;

/// <summary><c>javascript</c>: what scripts cost, against the gates of the machine; <c>javascript first</c>: the first script of a process.</summary>
internal static class JavaScriptCommand
{
    private const int Rounds = 25;
    private const int Machines = 20_000;
    private const int Processes = 7;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["first"])
        {
            Console.WriteLine((await ScriptRunner.TimeAsync("return 1 + 1")).ToString(CultureInfo.InvariantCulture));
            return 0;
        }

        var filter = args.Length > 0 ? args[0] : "";
        List<string[]> rows = [];
        foreach (var script in ScriptCases.All.Where(c => c.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            rows.Add(await MeasureAsync(script));
        if (filter.Length == 0)
        {
            rows.Add(FreshMachine());
            rows.Add(await WholeRunAsync());
            rows.Add(FirstUse());
        }

        MarkdownTable.Write(Console.Out, "JavaScript, limits on", ["case", "least", "median", "gate", "met"], rows);
        return 0;
    }

    private static async Task<string[]> MeasureAsync(ScriptCase script)
    {
        List<double> setups = [];
        List<double> wholes = [];
        for (var i = 0; i < Rounds; i++)
        {
            setups.Add(await ScriptRunner.TimeAsync(script.Source(withBody: false)));
            wholes.Add(await ScriptRunner.TimeAsync(script.Source(withBody: true)));
        }

        // Least less least, median less median: a difference taken round by round would take what disturbed the setup for speed.
        setups.Sort();
        wholes.Sort();
        var operations = script.Times * script.Operations;

        return Row(
            script.Name,
            (wholes[0] - setups[0]) / operations,
            (wholes[Rounds / 2] - setups[Rounds / 2]) / operations,
            script.Gate);
    }

    private static string[] FreshMachine()
    {
        List<double> figures = [];
        long bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Machines; i++)
                GC.KeepAlive(new Vm(Realm.Shared, VmLimits.None));
            figures.Add(clock.Elapsed.TotalMilliseconds / Machines);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Machines;
        }

        return Row($"fresh machine ({bytes:N0} bytes; gate 32 KB)", figures, 0.03);
    }

    private static async Task<string[]> WholeRunAsync()
    {
        List<double> figures = [];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 1000; i++)
                await ScriptRunner.RunAsync("return 1 + 1");
            figures.Add(clock.Elapsed.TotalMilliseconds / 1000);
        }

        return Row("whole run of 'return 1 + 1', parsed and compiled anew", figures, null);
    }

    /// <summary>New processes of this program, as it was built: with ReadyToRun where it was published so.</summary>
    private static string[] FirstUse()
    {
        List<double> figures = [];
        for (var i = 0; i < Processes; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
                start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AgentFlow.Benchmarks.dll"));
            start.ArgumentList.Add("javascript");
            start.ArgumentList.Add("first");
            using var process = Process.Start(start)!;
            figures.Add(double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture));
            process.WaitForExit();
        }

        return Row("first use after process start", figures, 30);
    }

    private static string[] Row(string name, List<double> figures, double? gate)
    {
        figures.Sort();

        return Row(name, figures[0], figures[figures.Count / 2], gate);
    }

    private static string[] Row(string name, double least, double median, double? gate) =>
        [name, Time(least), Time(median), gate is { } g ? Time(g) : "", gate is null ? "" : median <= gate ? "yes" : least <= gate ? "least only" : "**no**"];

    private static string Time(double milliseconds) =>
        milliseconds < 0.1 ? $"{MarkdownTable.Figure(milliseconds * 1000)} µs" : $"{MarkdownTable.Figure(milliseconds)} ms";
}
