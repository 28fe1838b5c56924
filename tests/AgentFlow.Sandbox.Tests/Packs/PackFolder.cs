using System.Text.Json;
using AgentFlow.Sandbox.Packs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>A folder of tools for one test.</summary>
internal sealed class PackFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("agentflow-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string PathOf(string tool, string file) => Path.Combine(Root, tool, file);

    /// <summary>Writes files of a tool; null leaves the file as it is.</summary>
    public PackFolder Write(string tool, string? manifest = null, string? script = null, string? tests = null)
    {
        Directory.CreateDirectory(Path.Combine(Root, tool));
        foreach (var (file, text) in (ReadOnlySpan<(string, string?)>)[("tool.json", manifest), ("tool.js", script), ("tests.json", tests)])
        {
            if (text is not null)
                File.WriteAllText(PathOf(tool, file), text);
        }
        return this;
    }

    /// <summary>A tool that takes anything, with members of the manifest beside those that it must have.</summary>
    public PackFolder Add(string tool, string script, string more = "", string? tests = null) => Write(tool, Manifest(tool, more), script, tests);

    public static string Manifest(string name, string more = "") => $$"""
        {
          "name": "{{name}}",
          "description": "A tool of a test.",
          "version": "1.0.0",
          "parameters": { "type": "object" }{{(more.Length == 0 ? "" : ",\n  " + more)}}
        }
        """;

    public ToolPack Load(ToolPackOptions? options = null) => ToolPack.Load(Root, options);

    /// <summary>A problem's text with the folder left out.</summary>
    public string Shorten(ToolPackProblem problem) => problem.ToString().Replace(Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace('\\', '/');

    /// <summary>What the only tool answers.</summary>
    public static async Task<JsonElement> CallAsync(AIFunction tool, string arguments = "{}")
    {
        var given = JsonElement.Parse(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        return (JsonElement)(await tool.InvokeAsync(new AIFunctionArguments(given), TestContext.Current.CancellationToken))!;
    }
}
