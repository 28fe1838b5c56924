using System.CommandLine;
using AgentFlow.Memory;
using AgentFlow.Models;
using AgentFlow.Runs;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>The <c>agentflow</c> command: what it understands, and how it ends.</summary>
internal static class CommandLine
{
    /// <summary>Exit codes: done; failed while doing it; not understood; a person has to decide first; cancelled.</summary>
    public const int Ok = 0, Failed = 1, BadUsage = 2, Waiting = 3, Cancelled = 130;

    public static async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellationToken = default)
    {
        var parsed = CreateRoot(console).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                console.Fail(error.Message);
            console.Error.WriteLine($"Try: agentflow {PathOf(parsed)}--help");
            return BadUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("Stopped. The journal has everything up to here; `agentflow runs list` shows the run, `agentflow runs resume` continues it.");
            return Cancelled;
        }
        catch (Exception error) when (error is ModelException or IOException or UnauthorizedAccessException or NotSupportedException or RunNotFoundException or RunConflictException
            or SessionConflictException or SessionFormatException or ArgumentException)
        {
            console.Fail(error.Message);
            return error is ArgumentException ? BadUsage : Failed;
        }
    }

    private static RootCommand CreateRoot(CliConsole console)
    {
        var options = new CommonOptions();
        return new RootCommand("Talk to an agent, and look into the journal of what it did.")
        {
            ChatCommand.Create(console, options),
            RunCommand.Create(console, options),
            RunsCommand.Create(console, options),
            SessionsCommand.Create(console, options),
            PromptsCommand.Create(console),
            ToolsCommand.Create(console),
            ModelsCommand.Create(console),
        };
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result?.Command is not RootCommand and not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, result.Command.Name + " ");
        return string.Concat(names);
    }
}
