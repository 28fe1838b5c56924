using System.CommandLine;
using AgentFlow.Runs;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow runs</c>: what the journal has.</summary>
internal static class RunsCommand
{
    public static Command Create(CliConsole console, CommonOptions options) => new("runs", "Look into the journal, and continue runs.")
    {
        CreateList(console, options),
        CreateShow(console, options),
        CreateResume(console, options),
    };

    private static Command CreateList(CliConsole console, CommonOptions options)
    {
        var status = new Option<RunStatus?>("--status") { Description = "Only runs that stand so." };
        var session = new Option<string?>("--session", "-s") { Description = "Only runs of this conversation.", HelpName = "id" };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, the newest first.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && number < 1)
                result.AddError("--limit must be at least 1.");
        });
        var command = new Command("list", "List runs, the newest first; the runs that are parts of another stand below it.") { status, session, limit, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var table = new Table().Border(TableBorder.Simple).AddColumns("run", "status", "agent", "session", "events", "started (UTC)");
            var query = new RunQuery { Status = parsed.GetValue(status), SessionId = parsed.GetValue(session), Limit = parsed.GetValue(limit) };
            var runs = new List<RunSummary>();
            await foreach (var run in journal.ListAsync(query, token))
                runs.Add(run);
            foreach (var (run, depth) in RunFamilies.Order(runs))
                table.AddRow(new Text(new string(' ', 2 * depth) + run.RunId), new Text(run.Status.ToString()), new Text(run.Agent), new Text(run.SessionId ?? "-"), new Text($"{run.Version}"), new Text($"{run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"));
            console.Out.Write(table);
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliConsole console, CommonOptions options)
    {
        var id = new Argument<string>("run") { Description = "The run's id, or an unambiguous beginning or end of it." };
        var json = new Option<bool>("--json") { Description = "One event a line, as the journal keeps it." };
        var command = new Command("show", "Print a run's events as a tree, with timings.") { id, json, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var runId = await RunIds.FindAsync(journal, parsed.GetValue(id)!, token);
            var events = await ReadAsync(journal, runId, token);
            if (parsed.GetValue(json))
                events.ForEach(e => console.Out.Profile.Out.Writer.WriteLine(System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(e))));
            else
                await WriteTreeAsync(console, journal, runId, events, token);
            return CommandLine.Ok;
        });
        return command;
    }

    private static async Task<List<RunEvent>> ReadAsync(IRunJournal journal, string runId, CancellationToken cancellationToken)
    {
        var events = new List<RunEvent>();
        await foreach (var e in journal.ReadAsync(runId, cancellationToken))
            events.Add(e);
        return events;
    }

    /// <summary>The tree of a run, and behind it those of its child runs.</summary>
    private static async Task WriteTreeAsync(CliConsole console, IRunJournal journal, string runId, List<RunEvent> events, CancellationToken cancellationToken)
    {
        console.Out.Write(RunTree.Create(runId, events));
        foreach (var child in RunTree.ChildrenOf(events))
        {
            // A child that was about to begin when the process ended is not there.
            if (await ReadAsync(journal, child, cancellationToken) is { Count: > 0 } of)
                await WriteTreeAsync(console, journal, child, of, cancellationToken);
        }
    }

    private static Command CreateResume(CliConsole console, CommonOptions options)
    {
        var id = new Argument<string>("run") { Description = "The run's id, or an unambiguous beginning or end of it." };
        var approve = new Option<string[]>("--approve") { Description = "Let this call run. For one in doubt: its effect did not happen, run it again.", HelpName = "call" };
        var deny = new Option<string[]>("--deny") { Description = "Do not let this call run.", HelpName = "call" };
        var done = new Option<string[]>("--done") { Description = "The effect of this call in doubt had happened; the text is its result.", HelpName = "call=text" };
        var command = new Command("resume", "Continue a run from its last event.") { id, approve, deny, done, options.Model, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var runId = await RunIds.FindAsync(journal, parsed.GetValue(id)!, token);
            var agent = CommonOptions.CreateAgent(parsed.GetValue(options.Model), null, journal);
            var state = await agent.LoadAsync(runId, token);
            List<ToolDecision> decisions =
            [
                .. (parsed.GetValue(approve) ?? []).Select(c => new ToolDecision { CallId = c, Approved = true }),
                .. (parsed.GetValue(deny) ?? []).Select(c => new ToolDecision { CallId = c }),
                .. (parsed.GetValue(done) ?? []).Select(ParseDone),
            ];
            if (state.Status == RunStatus.Suspended && decisions.Count == 0)
                decisions = Ask(console, state);
            if (state.Status == RunStatus.Completed)
                console.Out.WriteLine(state.Completed!.Text);
            var status = await new RunPrinter(console).PrintAsync(agent.StreamResumeAsync(runId, decisions, token));
            var isWaiting = status == RunStatus.Suspended || (state.Status == RunStatus.Suspended && decisions.Count == 0);
            return isWaiting ? CommandLine.Waiting : CommandLine.Ok;
        });
        return command;
    }

    private static ToolDecision ParseDone(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new ToolDecision { CallId = text[..equals], Result = text[(equals + 1)..] }
            : throw new ArgumentException($"--done takes call=text, the call and its result; '{text}' has no '='.");
    }

    private static List<ToolDecision> Ask(CliConsole console, RunState state)
    {
        var decisions = new List<ToolDecision>();
        foreach (var call in state.Pending)
        {
            var what = $"{call.Tool} {call.Arguments.GetRawText()} (call {call.CallId})";
            if (!console.IsInteractive)
                console.Error.WriteLine(call.InDoubt ? $"In doubt: {what}. Resume with --approve {call.CallId} to run it again, or --done {call.CallId}=RESULT." : $"Waiting: {what}. Resume with --approve {call.CallId} or --deny {call.CallId}.");
            else if (!call.InDoubt)
                decisions.Add(console.Out.Confirm(Markup.Escape($"Run {what}?")) ? call.Approve() : call.Deny());
            else if (console.Out.Confirm(Markup.Escape($"{what} had started when the process ended. Did its effect happen?")))
                decisions.Add(call.AlreadyDone(console.Out.Ask<string>("What was its result?")));
            else
                decisions.Add(call.Approve());
        }
        return decisions;
    }
}
