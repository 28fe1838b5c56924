using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow runs fork | replay | diff</c>: another way for a run to have gone, whether it would go the same today, and two runs side by side.</summary>
internal static class RunHistoryCommands
{
    public static Command CreateFork(CliConsole console, CommonOptions options)
    {
        var id = RunsCommand.RunArgument();
        var at = new Option<long>("--at") { Description = "The first event that may go otherwise, by its number in `runs show`; those before it are copied.", HelpName = "event", Required = true };
        var message = new Option<string?>("--message") { Description = "What the user says instead.", HelpName = "text" };
        var instructions = new Option<string?>("--instructions", "-i") { Description = "The system prompt instead.", HelpName = "text" };
        var result = new Option<string[]>("--result") { Description = "The result of the completed tool at this event instead.", HelpName = "event=text" };
        var answer = new Option<string?>("--answer") { Description = "What the model says instead, as text, when the newest copied event is its answer.", HelpName = "text" };
        var only = new Option<bool>("--only") { Description = "Only make the copy; `runs resume` continues it." };
        var command = new Command("fork", "Copy the beginning of a run, with edits, and continue the copy.") { id, at, message, instructions, result, answer, only, options.Model, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var runId = await RunIds.FindAsync(journal, parsed.GetValue(id)!, token);
            var edits = new ForkEdits
            {
                Message = parsed.GetValue(message),
                Instructions = parsed.GetValue(instructions),
                Results = (parsed.GetValue(result) ?? []).Select(ParseResult).ToDictionary(r => r.At, r => r.Text),
                Answer = parsed.GetValue(answer) is { } text ? new(Microsoft.Extensions.AI.ChatRole.Assistant, text) : null,
            };
            var copy = await journal.ForkAsync(runId, parsed.GetValue(at), edits, cancellationToken: token);
            console.Out.MarkupLineInterpolated($"[grey]Run {copy} is a copy of {runId} up to event {parsed.GetValue(at)}.[/]");
            return parsed.GetValue(only) ? CommandLine.Ok : await ContinueAsync(console, CommonOptions.CreateAgent(parsed.GetValue(options.Model), null, journal), copy, token);
        });
        return command;
    }

    public static Command CreateReplay(CliConsole console, CommonOptions options)
    {
        var id = RunsCommand.RunArgument();
        var from = new Option<long>("--from") { Description = "Take so many events as they are; by default only the first.", HelpName = "events", DefaultValueFactory = _ => 1 };
        var instructions = new Option<string?>("--instructions", "-i") { Description = "The system prompt that the agent has now; by default the one that the run was given.", HelpName = "text" };
        var command = new Command("replay", "Do a run of this command's agent again against its recorded answers, and say what would go otherwise. Nothing is called or written.") { id, from, instructions, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var runId = await RunIds.FindAsync(journal, parsed.GetValue(id)!, token);
            var prompt = parsed.GetValue(instructions) ?? await InstructionsAsync(journal, runId, token);
            var replay = await CommonOptions.CreateAgent("offline", prompt, journal).ReplayAsync(runId, parsed.GetValue(from), token);
            console.Out.MarkupLineInterpolated($"[grey]{replay.ModelAnswers} answers of the model and {replay.ToolResults} results of tools were replayed.[/]");
            if (replay.Difference is null)
            {
                console.Out.WriteLine("No difference.");
                return CommandLine.Ok;
            }
            console.Out.WriteLine($"First difference, at event {replay.Difference.Left ?? replay.Difference.Right}:");
            Print(console, replay.Difference);
            return CommandLine.Failed;
        });
        return command;
    }

    public static Command CreateDiff(CliConsole console, CommonOptions options)
    {
        var left = new Argument<string>("a") { Description = "One run, as for show." };
        var right = new Argument<string>("b") { Description = "The other." };
        var json = new Option<bool>("--json") { Description = "One line of the comparison a line, as JSON." };
        var all = new Option<bool>("--all") { Description = "With everything that is the same in both." };
        var command = new Command("diff", "Set two runs side by side: the first difference, then all.") { left, right, json, all, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var diff = await journal.DiffAsync(await RunIds.FindAsync(journal, parsed.GetValue(left)!, token), await RunIds.FindAsync(journal, parsed.GetValue(right)!, token), token);
            if (parsed.GetValue(json))
                diff.Lines.ToList().ForEach(l => console.Out.Profile.Out.Writer.WriteLine(Json(l)));
            else
                Print(console, diff, parsed.GetValue(all));
            return diff.First is null ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<int> ContinueAsync(CliConsole console, Agent agent, string runId, CancellationToken cancellationToken)
    {
        var state = await agent.LoadAsync(runId, cancellationToken);
        if (state.Status == RunStatus.Completed)
            console.Out.WriteLine(state.Completed!.Text);
        // A run that waits is not resumed without a decision.
        var status = state.Status is RunStatus.Completed or RunStatus.Suspended ? state.Status : await new RunPrinter(console).PrintAsync(agent.StreamResumeAsync(runId, null, cancellationToken));
        if (status != RunStatus.Suspended)
            return CommandLine.Ok;
        console.Error.WriteLine($"It waits for a decision: agentflow runs resume {runId}");
        return CommandLine.Waiting;
    }

    private static async Task<string?> InstructionsAsync(SqliteJournal journal, string runId, CancellationToken cancellationToken) =>
        await journal.ReadAsync(runId, cancellationToken).FirstAsync(cancellationToken) is RunStarted started ? started.Instructions : null;

    private static (long At, string Text) ParseResult(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && long.TryParse(text.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (at, text[(equals + 1)..])
            : throw new ArgumentException($"--result takes event=text, the number of the completed tool's event and what it shall have given; '{text}' has none.");
    }

    private static void Print(CliConsole console, RunDiff diff, bool all)
    {
        if (diff.First is not { } first)
        {
            console.Out.WriteLine("No difference.");
            return;
        }
        console.Out.WriteLine("First difference:");
        Print(console, first);
        console.Out.WriteLine();
        foreach (var line in diff.Lines.Where(l => all || l.Kind != DiffKind.Same))
            Print(console, line);
    }

    private static void Print(CliConsole console, RunDiffLine line)
    {
        foreach (var text in line.ToString().Split(Environment.NewLine))
        {
            var color = text[0] switch { '-' => "red", '+' => "green", _ => "grey" };
            console.Out.MarkupLine($"[{color}]{Markup.Escape(text)}[/]");
        }
    }

    private static string Json(RunDiffLine line)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", line.Kind.ToString());
            if (line.Left is { } left)
                writer.WriteNumber("left", left);
            if (line.Right is { } right)
                writer.WriteNumber("right", right);
            if (line.LeftText is not null)
                writer.WriteString("leftText", line.LeftText);
            if (line.RightText is not null && line.Kind != DiffKind.Same)
                writer.WriteString("rightText", line.RightText);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
