using System.CommandLine;
using AgentFlow.Models;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow models</c>: which models can be named, and what each needs.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command("models", "List the providers of models, and what each needs.");
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("--model", "what it is", "key");
            foreach (var provider in ModelClient.Providers)
                table.AddRow(new Text(provider.Name), new Text(provider.Description), new Text(Key(provider)));
            console.Out.Write(table);
            return CommandLine.Ok;
        });
        return command;
    }

    private static string Key(ModelProvider provider)
    {
        if (provider.KeyVariable is null)
            return "none needed";
        var isSet = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(provider.KeyVariable));
        return isSet ? $"{provider.KeyVariable} (set)" : provider.NeedsKey ? $"{provider.KeyVariable} (not set)" : $"none needed, or {provider.KeyVariable}";
    }
}
