using System.CommandLine;
using AgentFlow.Agents;
using AgentFlow.Models;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow chat</c>: a conversation that goes on where it was left.</summary>
internal static class ChatCommand
{
    public static Command Create(CliConsole console, CommonOptions options)
    {
        var command = new Command("chat", "Talk, and go on where you left off.") { options.Model, options.Session, options.Db, options.Instructions };
        command.SetAction(async (parsed, token) =>
        {
            var db = parsed.GetValue(options.Db)!;
            var session = parsed.GetValue(options.Session)!;
            await using var journal = CommonOptions.Open(db);
            var agent = CommonOptions.CreateAgent(parsed.GetValue(options.Model), parsed.GetValue(options.Instructions), journal);
            var history = (await journal.Sessions.LoadAsync(session, token)).Version;
            console.Out.MarkupLineInterpolated($"[grey]Session '{session}' in {db}, {history} messages so far. An empty line or Ctrl+D ends.[/]");
            await TalkAsync(console, agent, session, token);
            return CommandLine.Ok;
        });
        return command;
    }

    private static async Task TalkAsync(CliConsole console, Agent agent, string session, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            if (console.IsInteractive)
                console.Out.Markup("[green]you>[/] ");
            var line = await console.In.ReadLineAsync(token);
            if (string.IsNullOrWhiteSpace(line))
                return;
            try
            {
                await new RunPrinter(console).PrintAsync(agent.StreamAsync(line, session, token));
            }
            catch (ModelException error)
            {
                // The conversation goes on: the run stands as failed in the journal, and the next question may fare better.
                console.Fail(error.Message);
            }
        }
    }
}
