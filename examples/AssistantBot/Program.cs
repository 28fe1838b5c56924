using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sqlite;
using AgentFlow.Tools;
using AssistantBot;
using Spectre.Console;

// An assistant with sandboxed tools and notes. It remembers after a restart, and finishes an answer that was cut off.
var settings = new Settings();
if (settings.Parse(args) is { } problem)
{
    Console.Error.WriteLine($"{problem}{Environment.NewLine}{Settings.Usage}");
    return 2;
}
var (name, session, db) = (settings.Options["--model"], settings.Options["--session"], settings.Options["--db"]);
if (Console.IsOutputRedirected)
{
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
    AnsiConsole.Profile.Width = 1000;
}

await using var journal = new SqliteJournal(db);
CancellationTokenSource? answering = null;
Console.CancelKeyPress += (_, e) =>
{
    // While an answer is under way Ctrl+C stops that; at the prompt it ends the program. The journal is whole either way.
    e.Cancel = answering is { IsCancellationRequested: false };
    answering?.Cancel();
};
try
{
    using var model = ModelClient.Create(name);
    // The tools get a clock and random numbers; those that ask for more, such as the network, are left out.
    var packs = ToolPack.Load(Path.Combine(AppContext.BaseDirectory, "tools"), new ToolPackOptions { Grants = new SandboxGrants { Clock = true, Random = true } });
    var agent = new Agent(model, new AgentOptions
    {
        Name = "assistant",
        Instructions = "You are a helpful assistant. Use the tools for anything that they can work out.",
        Tools = [.. packs.Tools, .. NotesTools.Create(journal.KeyValues)],
        Journal = journal,
    });
    return settings.Question.Length == 0 ? await ChatAsync(agent) : await AnswerAsync(agent, settings.Question) ? 0 : 1;
}
catch (Exception error) when (error is ModelException or SqliteJournalException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
    return 1;
}

async Task<int> ChatAsync(Agent agent)
{
    var version = (await journal.Sessions.LoadAsync(session)).Version;
    AnsiConsole.MarkupLineInterpolated($"[grey]{name}, session '{session}' in {db}: {version} messages so far. An empty line ends.[/]");
    await foreach (var run in journal.ListAsync(new RunQuery { Agent = agent.Name, SessionId = session, Status = RunStatus.Running, OldestFirst = true }))
    {
        AnsiConsole.MarkupLine("[grey]Finishing an answer that was cut off:[/]");
        await ShowAsync(token => agent.StreamResumeAsync(run.RunId, cancellationToken: token));
    }
    while (true)
    {
        AnsiConsole.Markup("[green]you>[/] ");
        var line = Console.ReadLine();
        if (string.IsNullOrWhiteSpace(line))
            return 0;
        await AnswerAsync(agent, line);
    }
}

Task<bool> AnswerAsync(Agent agent, string question) => ShowAsync(token => agent.StreamAsync(question, session, token));

async Task<bool> ShowAsync(Func<CancellationToken, IAsyncEnumerable<RunEvent>> run)
{
    using var source = answering = new CancellationTokenSource();
    try
    {
        await foreach (var e in run(source.Token))
            Show(e);
        return true;
    }
    catch (OperationCanceledException)
    {
        AnsiConsole.MarkupLine("\n[grey]Stopped; the next start finishes it.[/]");
        return false;
    }
    catch (ModelException error)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
        return false;
    }
    finally
    {
        answering = null;
    }
}

static void Show(RunEvent e)
{
    switch (e)
    {
        case TextDelta delta:
            Console.Write(delta.Text);
            break;
        case ToolStarted tool:
            AnsiConsole.MarkupLineInterpolated($"[grey]> {tool.Tool} {tool.Arguments.GetRawText()}[/]");
            break;
        case ToolCompleted tool:
            AnsiConsole.MarkupLineInterpolated($"[{(tool.Outcome == ToolOutcome.Succeeded ? "grey" : "yellow")}]< {tool.Result}[/]");
            break;
        case RunCompleted:
            Console.WriteLine();
            break;
    }
}
