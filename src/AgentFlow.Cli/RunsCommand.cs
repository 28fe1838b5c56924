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
        RunHistoryCommands.CreateFork(console, options),
        RunHistoryCommands.CreateReplay(console, options),
        RunHistoryCommands.CreateDiff(console, options),
        RunStorageCommands.CreatePrune(console, options),
        RunStorageCommands.CreateCompact(console, options),
    };

    public static Argument<string> RunArgument() => new("run") { Description = "The run's id, or an unambiguous beginning or end of it." };

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
        var all = new Option<bool>("--all", "-a") { Description = "Also runs that are a part of another, such as those of a plan's steps, each below its parent." };
        var command = new Command("list", "List runs, the newest first.") { status, session, limit, all, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var table = new Table().Border(TableBorder.Simple).AddColumns("run", "status", "agent", "session", "events", "child runs", "started (UTC)");
            table.Columns[0].NoWrap();
            var query = new RunQuery { Status = parsed.GetValue(status), SessionId = parsed.GetValue(session), Limit = parsed.GetValue(limit), TopLevelOnly = !parsed.GetValue(all) };
            foreach (var (run, depth) in RunFamilies.Order(await journal.ListAsync(query, token).ToListAsync(token)))
            {
                var children = await journal.ListAsync(new RunQuery { ParentRunId = run.RunId, Limit = int.MaxValue }, token).CountAsync(token);
                table.AddRow(new Text(new string(' ', 2 * depth) + run.RunId), new Text(run.Status.ToString()), new Text(run.Agent), new Text(run.SessionId ?? "-"), new Text($"{run.Version}"), new Text(children == 0 ? "-" : $"{children}"), new Text($"{run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"));
            }
            console.Out.Write(table);
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliConsole console, CommonOptions options)
    {
        var id = RunArgument();
        var json = new Option<bool>("--json") { Description = "One event a line, as the journal keeps it." };
        var command = new Command("show", "Print a run's events as a tree, with their numbers and times, and its child runs where they were started.") { id, json, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var runId = await RunIds.FindAsync(journal, parsed.GetValue(id)!, token);
            if (parsed.GetValue(json))
                await WriteJsonAsync(console, journal.ReadAsync(runId, token));
            else
                console.Out.Write(RunTree.Create(await RunFamily.LoadAsync(journal, runId, token)));
            return CommandLine.Ok;
        });
        return command;
    }

    private static async Task WriteJsonAsync(CliConsole console, IAsyncEnumerable<RunEvent> events)
    {
        await foreach (var e in events)
            console.Out.Profile.Out.Writer.WriteLine(System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(e)));
    }

    private static Command CreateResume(CliConsole console, CommonOptions options)
    {
        var id = RunArgument();
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
