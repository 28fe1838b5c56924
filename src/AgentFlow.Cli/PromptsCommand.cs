using System.CommandLine;
using AgentFlow.Prompts;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow prompts</c>: the texts that AgentFlow itself and a folder's files have for a model.</summary>
internal static class PromptsCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = new Option<string?>("--folder", "-f") { Description = "A folder of *.prompt.md files; by default ./prompts where there is one.", HelpName = "folder", Recursive = true };
        return new Command("prompts", "List, show and render prompts.") { folder, CreateList(console, folder), CreateShow(console, folder), CreateRender(console, folder) };
    }

    private static Command CreateList(CliConsole console, Option<string?> folder)
    {
        var command = new Command("list", "List the built-in prompts and those of the folder.");
        command.SetAction(parsed =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("name", "variables", "from", "what it is");
            table.Columns[0].NoWrap();
            foreach (var prompt in CliPrompts.Load(parsed.GetValue(folder)))
                table.AddRow(new Text(prompt.Name), new Text(string.Join(", ", prompt.Chat.InputVariables)), new Text(Origin(prompt)), new Text(prompt.Description ?? string.Empty));
            console.Out.Write(table);
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliConsole console, Option<string?> folder)
    {
        var name = NameArgument();
        var command = new Command("show", "Show a prompt's file.") { name };
        command.SetAction(parsed =>
        {
            var prompt = CliPrompts.Load(parsed.GetValue(folder))[parsed.GetValue(name)!];
            console.Out.MarkupLineInterpolated($"[grey]{prompt.Name}, {Origin(prompt)}[/]");
            console.Out.Write(new Text(prompt.Text.TrimEnd() + "\n"));
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command CreateRender(CliConsole console, Option<string?> folder)
    {
        var name = NameArgument();
        var variables = new Option<string[]>("--var", "-v") { Description = "A variable: name=text, or name:=json for numbers, lists and objects. May be repeated.", HelpName = "name=value", DefaultValueFactory = _ => [] };
        var command = new Command("render", "Render a prompt as a model would get it.") { name, variables };
        command.SetAction(parsed =>
        {
            var prompt = CliPrompts.Load(parsed.GetValue(folder))[parsed.GetValue(name)!];
            var values = PromptVariables.Read(parsed.GetValue(variables)!, prompt);
            console.Out.Write(new Text(Render(prompt, values) + "\n"));
            foreach (var unused in prompt.Chat.FindUnused(values.Keys))
                console.Error.MarkupLineInterpolated($"[yellow]note:[/] The prompt has no variable '{unused}'.");
            return CommandLine.Ok;
        });
        return command;
    }

    private static string Render(NamedPrompt prompt, Dictionary<string, object?> values) => prompt.IsText
        ? prompt.Template.Format(values)
        : string.Join("\n\n", prompt.Chat.Format(values).Select(m => $"## {m.Role}\n{m.Text}"));

    private static Argument<string> NameArgument() => new("name") { Description = "The prompt's name, as the list has it." };

    private static string Origin(NamedPrompt prompt) =>
        !CliPrompts.BuiltIn.TryGet(prompt.Name, out var builtIn) ? prompt.Source
        : ReferenceEquals(builtIn, prompt) ? "built in"
        : $"{prompt.Source}, in place of the built-in one";
}
