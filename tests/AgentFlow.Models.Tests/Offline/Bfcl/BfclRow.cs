using System.Text.Json.Nodes;

namespace AgentFlow.Models.Tests.Offline.Bfcl;

/// <summary>A question of the leaderboard with its tools and, except where no call is right, the allowed calls.</summary>
internal sealed record BfclRow(string Id, IReadOnlyList<(string Role, string Text)> Messages, IReadOnlyList<BfclTool> Tools,
    JsonArray? Expected)
{
    /// <summary>Rows whose id's bytes have an even sum were looked at in development; the others were only ever scored.</summary>
    public bool IsDevelopment => Id.Sum(c => (int)c) % 2 == 0;

    public static List<BfclRow> Read(string path) =>
        File.ReadLines(path).Where(l => l.Length > 0).Select(l => Parse(JsonNode.Parse(l)!.AsObject())).ToList();

    private static BfclRow Parse(JsonObject row)
    {
        var messages = row["question"]![0]!.AsArray().Select(m => (m!["role"]!.GetValue<string>(), m["content"]!.GetValue<string>()))
            .ToList();
        var tools = row["function"]!.AsArray().Select(f => new BfclTool(f!.AsObject())).ToList();
        return new BfclRow(row["id"]!.GetValue<string>(), messages, tools, row["ground_truth"] as JsonArray);
    }

    public static string? DataFolder()
    {
        if (Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA") is { Length: > 0 } configured)
            return Existing(Path.Combine(configured, "bfcl"));
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
            folder = folder.Parent;
        return folder?.Parent is null ? null : Existing(Path.Combine(folder.Parent.FullName, "shared", "data", "bfcl"));
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}
