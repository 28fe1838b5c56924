using System.CommandLine;
using System.Text.RegularExpressions;
using AgentFlow.Sandbox.Packs;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow tools new</c>: a folder with a small tool that passes its own tests, to be changed into another.</summary>
internal static partial class NewToolCommand
{
    private const string Manifest = """
        {
          "name": "NAME",
          "description": "Greet somebody by name. Example: name 'Ada' gives 'Hello, Ada!'.",
          "version": "1.0.0",
          "effect": "pure",
          "parameters": {
            "type": "object",
            "properties": {
              "name": { "type": "string", "minLength": 1, "description": "Whom to greet.", "examples": ["Ada"] }
            },
            "required": ["name"],
            "additionalProperties": false
          },
          "result": { "type": "string", "description": "The greeting." }
        }

        """;

    private const string Script = """
        export default function greet({ name }) {
          if (name.trim() === "") throw new Error("The name is blank. Give one such as 'Ada'."); // the model gets this message
          return `Hello, ${name.trim()}!`;
        }

        """;

    private const string Tests = """
        [
          { "name": "a name", "arguments": { "name": "Ada" }, "result": "Hello, Ada!" },
          { "name": "blanks around it", "arguments": { "name": " Ben " }, "result": "Hello, Ben!" },
          { "name": "only blanks", "arguments": { "name": " " }, "error": "The name is blank." }
        ]

        """;

    public static Command Create(CliConsole console, Option<string?> folder)
    {
        var name = new Argument<string>("name") { Description = "The new tool's name, in snake_case; its folder has - for _." };
        var command = new Command("new", "Make a folder with a tool that passes its own tests, to start from.") { name };
        command.SetAction(async (parsed, token) =>
        {
            var tool = parsed.GetValue(name)!.Replace('-', '_');
            if (!NamePattern().IsMatch(tool))
                throw new ArgumentException($"The name '{tool}' is not valid. Write one such as 'unit_price': small letters, digits and _, a letter first, at most 64 characters.");
            var target = Path.Combine(parsed.GetValue(folder) ?? "tools", tool.Replace('_', '-'));
            if (Directory.Exists(target))
                throw new ArgumentException($"There is a folder '{target}' already. Choose another name.");
            await WriteAsync(target, tool, token);
            console.Out.MarkupLineInterpolated($"Made '{target}' with tool.json, tool.js and tests.json. Change them, then: agentflow tools test {tool} --folder {target}");
            return await ToolTestsCommand.TestAsync(console, ToolPack.Load(target), tool, token);
        });
        return command;
    }

    private static async Task WriteAsync(string target, string tool, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var (file, text) in (IEnumerable<(string, string)>)[("tool.json", Manifest.Replace("NAME", tool, StringComparison.Ordinal)), ("tool.js", Script), ("tests.json", Tests)])
            await File.WriteAllTextAsync(Path.Combine(target, file), text.ReplaceLineEndings("\n"), cancellationToken);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
