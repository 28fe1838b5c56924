using System.CommandLine;
using System.Text.Json;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary><c>agentflow tools</c>: the sandboxed tools of a folder.</summary>
internal static class ToolsCommand
{
    private const string DefaultFolder = "tools";

    public static Command Create(CliConsole console)
    {
        var folder = new Option<string?>("--folder", "-f") { Description = "The folder of the tools' folders, or that of one tool; by default ./tools where there is one, else the tools that came with agentflow.", HelpName = "folder", Recursive = true };
        var grants = new ToolGrants();
        return new Command("tools", "List, test, run, make and sign sandboxed tools.")
        {
            folder,
            CreateList(console, folder, grants),
            ToolTestsCommand.Create(console, folder),
            CreateRun(console, folder, grants),
            NewToolCommand.Create(console, folder),
            CreateSign(console, folder),
        };
    }

    /// <summary>The folder that is meant where none is named: ./tools, else what was installed beside the command.</summary>
    public static string FolderOf(string? named)
    {
        if (named is not null)
            return Directory.Exists(named) ? named : throw new ArgumentException($"There is no folder '{named}'. Name one with --folder.");
        return Directory.Exists(DefaultFolder) ? DefaultFolder : Path.Combine(AppContext.BaseDirectory, DefaultFolder);
    }

    private static Command CreateList(CliConsole console, Option<string?> folder, ToolGrants grants)
    {
        var command = new Command("list", "List the tools, what they ask for, and what keeps them from running.");
        grants.AddTo(command);
        command.SetAction(parsed =>
        {
            var pack = ToolPack.Load(FolderOf(parsed.GetValue(folder)), grants.Read(parsed, console));
            var table = new Table().Border(TableBorder.Simple).AddColumns("tool", "version", "effect", "permissions", "runs", "what it does");
            table.Columns[0].NoWrap();
            foreach (var manifest in pack.Manifests)
                table.AddRow(Row(manifest, pack));
            console.Out.Write(table);
            if (pack.Manifests.Count > pack.Tools.Count)
                console.Out.MarkupLine("[grey]Grant what a tool asks for with --net, --files, --sql and --secret; `agentflow tools run NAME` says what else keeps one from running.[/]");
            // What is broken has no manifest that could be listed; what is merely not granted stands in the table.
            var broken = pack.Problems.Where(p => !pack.Manifests.Any(m => IsOf(p, m))).ToList();
            foreach (var problem in broken)
                console.Fail(problem.ToString());
            return broken.Count == 0 ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    private static Text[] Row(ToolManifest manifest, ToolPack pack)
    {
        var effect = manifest.Effect switch { ToolEffect.Pure => "pure", ToolEffect.Keyed => "keyed", _ => "at most once" };
        var problem = pack.Problems.FirstOrDefault(p => IsOf(p, manifest));
        return
        [
            new(manifest.Name),
            new(manifest.Version),
            new(manifest.NeedsApproval ? $"{effect}, with approval" : effect),
            new(Permissions(manifest)),
            new(problem is null ? "yes" : $"no: {problem.Message}"),
            new(FirstSentence(manifest.Description)),
        ];
    }

    /// <summary>Up to a full stop or colon that ends something, without it: not the one in ".ics" or "3.5".</summary>
    private static string FirstSentence(string description)
    {
        for (var i = 0; i < description.Length; i++)
        {
            if (description[i] is '.' or ':' && (i + 1 == description.Length || char.IsWhiteSpace(description[i + 1])))
                return description[..i];
        }
        return description;
    }

    private static bool IsOf(ToolPackProblem problem, ToolManifest manifest) => problem.Tool == Path.GetFileName(Path.TrimEndingDirectorySeparator(manifest.Folder));

    private static string Permissions(ToolManifest manifest)
    {
        IEnumerable<string> names = manifest.Permissions is { ValueKind: JsonValueKind.Object } asked ? asked.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.False).Select(p => p.Name) : [];
        return string.Join(", ", names.Concat(manifest.Secrets.Select(s => $"secret {s}")));
    }

    private static Command CreateRun(CliConsole console, Option<string?> folder, ToolGrants grants)
    {
        var name = new Argument<string>("name") { Description = "The tool's name, as the list has it." };
        var arguments = new Argument<string>("arguments") { Description = "The arguments as a JSON object, or - for standard input.", DefaultValueFactory = _ => "{}" };
        var command = new Command("run", "Call a tool and print what it gives.") { name, arguments };
        grants.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var text = parsed.GetValue(arguments)!;
            var given = ReadArguments(text == "-" ? await console.In.ReadToEndAsync(token) : text);
            var pack = ToolPack.Load(FolderOf(parsed.GetValue(folder)), grants.Read(parsed, console));
            var tool = Find(pack, parsed.GetValue(name)!);
            try
            {
                var result = (JsonElement)(await tool.InvokeAsync(given, token))!;
                console.Out.Profile.Out.Writer.WriteLine(result.ValueKind == JsonValueKind.String ? result.GetString() : result.GetRawText());
                return CommandLine.Ok;
            }
            catch (ToolException error)
            {
                console.Fail(error.InnerException is { } inner && inner.Message != error.Message ? $"{error.Message}\n{inner.Message}" : error.Message);
                return CommandLine.Failed;
            }
        });
        return command;
    }

    private static AIFunction Find(ToolPack pack, string name)
    {
        if (pack.Tools.FirstOrDefault(t => t.Name == name) is { } tool)
            return tool;
        var manifest = pack.Manifests.FirstOrDefault(m => m.Name == name);
        var problem = pack.Problems.FirstOrDefault(p => manifest is null ? p.Tool == name : IsOf(p, manifest));
        throw new ArgumentException(problem is null
            ? $"There is no tool '{name}'. `agentflow tools list` shows those there are."
            : $"Tool '{name}' cannot run here. {problem}");
    }

    private static AIFunctionArguments ReadArguments(string json)
    {
        try
        {
            var element = JsonElement.Parse(json);
            return element.ValueKind == JsonValueKind.Object
                ? new AIFunctionArguments(element.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value))
                : throw new ArgumentException("The arguments are not an object. Write one such as '{\"expression\": \"6 * 7\"}'.");
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The arguments are no JSON: {error.Message} Write an object such as '{{\"expression\": \"6 * 7\"}}'.", error);
        }
    }

    private static Command CreateSign(CliConsole console, Option<string?> folder)
    {
        var file = new Option<string?>("--out", "-o") { Description = "The file to write; by default signatures.json among the tools. Kept elsewhere, it pins what an operator lets run.", HelpName = "file" };
        var command = new Command("sign", "Write the signatures of the tools as they are now.") { file };
        command.SetAction(parsed =>
        {
            var root = FolderOf(parsed.GetValue(folder));
            var target = parsed.GetValue(file) ?? Path.Combine(root, ToolSignatures.FileName);
            var pack = ToolPack.Load(root);
            var broken = pack.Problems.Where(p => !pack.Manifests.Any(m => IsOf(p, m))).ToList();
            foreach (var problem in broken)
                console.Fail(problem.ToString());
            if (broken.Count > 0)
                return CommandLine.Failed;
            ToolSignatures.Write(pack, target);
            console.Out.MarkupLineInterpolated($"{pack.Manifests.Count} signatures in '{target}'.");
            return CommandLine.Ok;
        });
        return command;
    }
}
