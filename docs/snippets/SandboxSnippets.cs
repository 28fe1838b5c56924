using System.Text.Json;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sqlite;

namespace AgentFlow.Snippets;

public static class SandboxSnippets
{
    public static async Task Grants()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
        foreach (var name in (string[])["tools", "tools/count_lines", "reports"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "reports", "may.txt"), "one\ntwo\n");
        File.WriteAllText(Path.Combine(folder, "tools/count_lines/tool.json"), """
            { "name": "count_lines", "description": "Counts the lines of a report.", "version": "1.0.0", "effect": "pure",
              "parameters": { "type": "object", "properties": { "report": { "type": "string" } }, "required": ["report"] },
              "permissions": { "files": { "read": ["reports"] }, "log": true } }
            """);
        File.WriteAllText(Path.Combine(folder, "tools/count_lines/tool.js"), """
            export default async function ({ report }) {
                const text = await files.read(`reports/${report}`);
                log.info("read", report);
                return text.trim().split("\n").length;
            }
            """);
        await using var journal = new SqliteJournal(Path.Combine(folder, "bot.db"));

        // begin-snippet: sandbox-grants
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = ["api.example.org", "*.example.com"] },
            KeyValues = new() { Store = journal.KeyValues },
            Files = new() { Roots = new Dictionary<string, FileRoot> { ["reports"] = new() { Path = Path.Combine(folder, "reports") } } },
            Secrets = new Dictionary<string, SecretGrant> { ["API_KEY"] = SecretGrant.Of("the key itself", "api.example.org") },
            Log = line => Console.WriteLine($"{line.Tool} {line.Level}: {line.Message}"),
        };
        var pack = ToolPack.Load(Path.Combine(folder, "tools"), new ToolPackOptions { Grants = grants }).ThrowIfInvalid();
        // end-snippet

        var lines = (JsonElement)(await pack.Tools.Single().InvokeAsync(new() { ["report"] = JsonElement.Parse("\"may.txt\"") }))!;
        if (lines.GetInt32() != 2)
            throw new InvalidOperationException($"The tool counted {lines} lines.");
        Directory.Delete(folder, recursive: true);
    }

    public static SandboxGrants Databases(string path)
    {
        // begin-snippet: sandbox-sql
        var shop = new ReadOnlyDatabase(path, new ReadOnlyDatabaseOptions { Tables = ["goods", "prices"], MaxRows = 500 });
        var grants = new SandboxGrants { Sql = new Dictionary<string, SqlQuery> { ["shop"] = shop.QueryAsync } };
        // end-snippet
        return grants;
    }
}
