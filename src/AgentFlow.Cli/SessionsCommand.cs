using System.CommandLine;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow sessions</c>: the conversations in the journal.</summary>
internal static class SessionsCommand
{
    public static Command Create(CliConsole console, CommonOptions options) => new("sessions", "Look into conversations, take them elsewhere, delete them.")
    {
        CreateList(console, options),
        CreateShow(console, options),
        CreateSearch(console, options),
        CreateExport(console, options),
        CreateImport(console, options),
        CreateDelete(console, options),
    };

    private static Command CreateList(CliConsole console, CommonOptions options)
    {
        var command = new Command("list", "List conversations, the one last written to first.") { options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var table = new Table().Border(TableBorder.Simple).AddColumns("session", "messages", "last written (UTC)");
            table.Columns[0].NoWrap();
            await foreach (var session in journal.Sessions.ListAsync(token))
                table.AddRow(new Text(session.Id), new Text($"{session.Version}"), new Text($"{session.UpdatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"));
            console.Out.Write(table);
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliConsole console, CommonOptions options)
    {
        var id = SessionArgument();
        var limit = Limit("The last so many messages.");
        var command = new Command("show", "Print the end of a conversation.") { id, limit, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var left = parsed.GetValue(limit);
            var session = await journal.Sessions.LoadTailAsync(parsed.GetValue(id)!, new SessionTail { NeedsEarlier = _ => --left > 0 }, token);
            if (session.Version == 0)
                throw Unknown(parsed.GetValue(id)!);
            for (var i = 0; i < session.Messages.Count; i++)
                PrintMessage(console, $"{session.Messages.FirstIndex + i}", session.Messages[i]);
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateSearch(CliConsole console, CommonOptions options)
    {
        var words = new Argument<string[]>("words") { Description = "All of them must be in a message.", Arity = ArgumentArity.OneOrMore };
        var session = new Option<string?>("--session", "-s") { Description = "Only in this conversation.", HelpName = "id" };
        var limit = Limit("At most so many, the best first.");
        var command = new Command("search", "Find messages by their words.") { words, session, limit, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            var hits = await journal.SearchAsync(string.Join(' ', parsed.GetValue(words)!), parsed.GetValue(session), parsed.GetValue(limit), token);
            foreach (var hit in hits)
                PrintMessage(console, $"{hit.SessionId} {hit.Index}", hit.Message);
            if (hits.Count == 0)
                console.Error.WriteLine("Nothing found.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateExport(CliConsole console, CommonOptions options)
    {
        var id = SessionArgument();
        var file = new Argument<string>("file") { Description = "The file to write, which must not exist." };
        var command = new Command("export", "Write a conversation as JSON Lines.") { id, file, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            var (sessionId, path) = (parsed.GetValue(id)!, parsed.GetValue(file)!);
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            if ((await journal.Sessions.LoadTailAsync(sessionId, new SessionTail { NeedsEarlier = _ => false }, token)).Version == 0)
                throw Unknown(sessionId);
            await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var count = await SessionJsonLines.ExportAsync(journal.Sessions, sessionId, target, token);
            console.Out.MarkupLineInterpolated($"Session '{sessionId}': {count} messages.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateImport(CliConsole console, CommonOptions options)
    {
        var file = new Argument<string>("file") { Description = "What `sessions export` wrote." };
        var session = new Option<string?>("--session", "-s") { Description = "The name it shall have here; by default the one it had.", HelpName = "id" };
        var command = new Command("import", "Take an exported conversation into the journal.") { file, session, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            await using var source = new FileStream(parsed.GetValue(file)!, FileMode.Open, FileAccess.Read);
            await using var journal = CommonOptions.Open(parsed.GetValue(options.Db)!);
            var imported = await SessionJsonLines.ImportAsync(journal.Sessions, source, parsed.GetValue(session), token);
            console.Out.MarkupLineInterpolated($"Session '{imported.Id}': {imported.Version} messages.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateDelete(CliConsole console, CommonOptions options)
    {
        var id = SessionArgument();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("delete", "Delete a conversation for good, with its runs and what was remembered of it.") { id, yes, options.Db };
        command.SetAction(async (parsed, token) =>
        {
            var sessionId = parsed.GetValue(id)!;
            if (!parsed.GetValue(yes) && !console.IsInteractive)
                throw new ArgumentException($"Nobody can be asked whether to delete session '{sessionId}'. Say --yes.");
            if (!parsed.GetValue(yes) && !console.Out.Confirm(Markup.Escape($"Delete session '{sessionId}' for good?"), defaultValue: false))
                return CommandLine.Cancelled;
            await using var journal = CommonOptions.OpenExisting(parsed.GetValue(options.Db)!);
            if (!await journal.Sessions.DeleteAsync(sessionId, token))
                throw Unknown(sessionId);
            console.Out.MarkupLineInterpolated($"Session '{sessionId}' is deleted.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static Argument<string> SessionArgument() => new("session") { Description = "The conversation's id." };

    private static Option<int> Limit(string description)
    {
        var limit = new Option<int>("--limit", "-n") { Description = description, DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && number < 1)
                result.AddError("--limit must be at least 1.");
        });
        return limit;
    }

    private static ArgumentException Unknown(string sessionId) => new($"There is no session '{sessionId}'. `agentflow sessions list` shows those there are.");

    private static void PrintMessage(CliConsole console, string place, ChatMessage message)
    {
        var parts = message.Contents.Select(c => c switch
        {
            TextContent text => text.Text,
            FunctionCallContent call => $"> {call.Name}({string.Join(", ", call.Arguments?.Select(a => $"{a.Key}: {a.Value}") ?? [])})",
            FunctionResultContent result => $"< {result.Result}",
            _ => $"({c.GetType().Name})",
        });
        console.Out.MarkupLineInterpolated($"[grey]{place} {message.Role}:[/] {string.Join(' ', parts)}");
    }
}
