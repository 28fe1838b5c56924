using System.CommandLine;
using AgentFlow.Sqlite;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow runs prune | compact</c>: what keeps the journal's file small.</summary>
internal static class RunStorageCommands
{
    public static Command CreatePrune(CliConsole console, CommonOptions options)
    {
        var runs = new Option<double?>("--completed-for") { Description = "Delete runs that were completed so many days ago; conversations keep what was said.", HelpName = "days" };
        var sessions = new Option<double?>("--untouched-for") { Description = "Delete conversations that nobody touched for so many days, with their runs and what was remembered of them.", HelpName = "days" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("prune", "Delete what is old, for good.") { runs, sessions, yes, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            var (completed, untouched) = (Days(parsed.GetValue(runs), "--completed-for"), Days(parsed.GetValue(sessions), "--untouched-for"));
            if (completed is null && untouched is null)
                throw new ArgumentException("Nothing to delete is named. Say --completed-for DAYS, --untouched-for DAYS, or both.");
            if (!parsed.GetValue(yes) && !console.IsInteractive)
                throw new ArgumentException("Nobody can be asked whether to delete. Say --yes.");
            if (!parsed.GetValue(yes) && !console.Out.Confirm("Delete for good?", defaultValue: false))
                return CommandLine.Cancelled;
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var pruned = await journal.PruneAsync(untouched, completed, token);
            console.Out.MarkupLineInterpolated($"{pruned.Runs} runs and {pruned.Sessions} conversations are deleted.");
            return CommandLine.Ok;
        });
        return command;
    }

    public static Command CreateCompact(CliConsole console, CommonOptions options)
    {
        var command = new Command("compact", "Make the journal's file as small as it can be without deleting anything.") { options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var result = await journal.CompactAsync(console.IsInteractive ? new Reporter(console) : null, token);
            console.Out.MarkupLineInterpolated($"{result.Runs} runs were packed. The file had {result.BytesBefore:N0} bytes and has {result.BytesAfter:N0}.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static TimeSpan? Days(double? days, string option) => days switch
    {
        null => null,
        >= 0 and < 36500 => TimeSpan.FromDays(days.Value),
        _ => throw new ArgumentException($"{option} takes a number of days from 0 to 36500; '{days}' is none."),
    };

    private sealed class Reporter(CliConsole console) : IProgress<CompactProgress>
    {
        public void Report(CompactProgress value)
        {
            if (value.Packed % 100 == 0 || value.Packed == value.Total)
                console.Error.WriteLine(value.Packed == value.Total ? "Writing the file anew ..." : $"{value.Packed} of {value.Total} runs packed");
        }
    }
}
