using System.CommandLine;
using AgentFlow.Sandbox.Packs;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow tools test</c>: runs the cases of the tools' <c>tests.json</c>, with a bar in a terminal and a line for each tool elsewhere.</summary>
internal static class ToolTestsCommand
{
    private const int LongestCell = 400;

    public static Command Create(CliConsole console, Option<string?> folder)
    {
        var name = new Argument<string?>("name") { Description = "The tool's name; all where none is given.", DefaultValueFactory = _ => null };
        var command = new Command("test", "Run the tools' own tests. Nothing outside is reached: answers of the host are recorded.") { name };
        command.SetAction(async (parsed, token) =>
        {
            var pack = ToolPack.Load(ToolsCommand.FolderOf(parsed.GetValue(folder)));
            return await TestAsync(console, pack, parsed.GetValue(name), token);
        });
        return command;
    }

    /// <summary>Runs the tests and says what came of them.</summary>
    /// <returns>The exit code: failed where a case did, where a tool cannot be read, or where there is none.</returns>
    public static async Task<int> TestAsync(CliConsole console, ToolPack pack, string? tool, CancellationToken cancellationToken)
    {
        var results = console.Out.Profile.Capabilities.Ansi
            ? await WithBarAsync(console, pack, tool, cancellationToken)
            : await WithLinesAsync(console, pack, tool, cancellationToken);
        var failures = results.Where(r => !r.Passed).ToList();
        if (failures.Count > 0)
            console.Out.Write(Failures(failures));
        var broken = tool is null ? pack.Problems.Where(p => pack.Manifests.All(m => Path.GetFileName(Path.TrimEndingDirectorySeparator(m.Folder)) != p.Tool)).ToList() : [];
        foreach (var problem in broken)
            console.Fail(problem.ToString());
        console.Out.MarkupLineInterpolated($"{results.Count - failures.Count} passed, {failures.Count} failed");
        return failures.Count == 0 && broken.Count == 0 && results.Count > 0 ? CommandLine.Ok : CommandLine.Failed;
    }

    private static async Task<List<ToolTestResult>> WithBarAsync(CliConsole console, ToolPack pack, string? tool, CancellationToken cancellationToken)
    {
        var results = new List<ToolTestResult>();
        await console.Out.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("tests", maxValue: tool is null ? pack.TestCount : double.PositiveInfinity);
                bar.IsIndeterminate = tool is not null;
                await foreach (var result in pack.TestAsync(tool, cancellationToken))
                {
                    results.Add(result);
                    bar.Description = Markup.Escape(result.Tool);
                    bar.Increment(1);
                }
                bar.IsIndeterminate = false;
                bar.MaxValue = Math.Max(1, results.Count);
            });
        return results;
    }

    private static async Task<List<ToolTestResult>> WithLinesAsync(CliConsole console, ToolPack pack, string? tool, CancellationToken cancellationToken)
    {
        var results = new List<ToolTestResult>();
        await foreach (var result in pack.TestAsync(tool, cancellationToken))
        {
            if (results.Count > 0 && results[^1].Tool != result.Tool)
                PrintLine(console, results, results[^1].Tool);
            results.Add(result);
        }
        if (results.Count > 0)
            PrintLine(console, results, results[^1].Tool);
        return results;
    }

    private static void PrintLine(CliConsole console, List<ToolTestResult> results, string tool)
    {
        var own = results.Where(r => r.Tool == tool).ToList();
        var failed = own.Count(r => !r.Passed);
        var time = own.Sum(r => r.Duration.TotalMilliseconds);
        console.Out.MarkupLineInterpolated($"{(failed == 0 ? "ok    " : "FAILED")} {tool}: {own.Count - failed} of {own.Count} ({time:0} ms)");
    }

    private static Table Failures(List<ToolTestResult> failures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("tool", "test", "what happened", "expected", "actual");
        foreach (var failure in failures)
            table.AddRow(new Text(failure.Tool), new Text(failure.Test), new Text(failure.Failure ?? string.Empty), new Text(Cut(failure.Expected)), new Text(Cut(failure.Actual)));
        return table;
    }

    private static string Cut(string? text) => text is { Length: > LongestCell } ? string.Concat(text.AsSpan(0, LongestCell), "...") : text ?? string.Empty;
}
