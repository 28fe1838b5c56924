using System.CommandLine;
using AgentFlow.Runs;

namespace AgentFlow.Cli;

/// <summary><c>agentflow run</c>: one question, one answer.</summary>
internal static class RunCommand
{
    public static Command Create(CliConsole console, CommonOptions options)
    {
        var question = new Argument<string>("question") { Description = "What to ask; - reads it from standard input." };
        var command = new Command("run", "Answer one question.") { question, options.Model, options.Session, options.Db, options.Instructions };
        command.SetAction(async (parsed, token) =>
        {
            var text = parsed.GetValue(question)!;
            if (text == "-")
                text = await console.In.ReadToEndAsync(token);
            await using var journal = CommonOptions.Open(parsed.GetValue(options.Db)!);
            var agent = CommonOptions.CreateAgent(parsed.GetValue(options.Model), parsed.GetValue(options.Instructions), journal);
            var status = await new RunPrinter(console).PrintAsync(agent.StreamAsync(text, parsed.GetValue(options.Session), token));
            return status == RunStatus.Suspended ? CommandLine.Waiting : CommandLine.Ok;
        });
        return command;
    }
}
