using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox;

/// <summary>Tools that are too many to be declared all: scripts search for them and read their declarations.</summary>
internal sealed class ToolCatalog(IReadOnlyList<ToolBinding> tools, CodeModePrompts prompts)
{
    private const int MaxFound = 10;

    /// <summary>The names that the catalogue itself has in scripts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["search", "describe"];

    /// <summary>Adds <c>tools.search</c> and <c>tools.describe</c>. They answer at once, so that nothing hangs on when they do.</summary>
    public void AddTo(ScriptHost host) => host
        .AddImmediateFunction("tools.search", call => Search(call[0]?.ToString() ?? ""))
        .AddImmediateFunction("tools.describe", call => Describe(call[0]?.ToString() ?? ""));

    private JsonArray Search(string query)
    {
        var words = WordsOf(query);
        var found = tools
            .Select(t => (Tool: t, Score: words.Sum(w => (Matches(t.Name, w) ? 3 : 0) + (Matches(t.Tool.Description, w) ? 1 : 0))))
            .Where(t => t.Score > 0)
            .OrderByDescending(t => t.Score) // Stable: the order in which the tools were given decides between equals.
            .Take(MaxFound);
        return [.. found.Select(t => (JsonNode)new JsonObject { ["name"] = t.Tool.Name, ["description"] = t.Tool.Tool.Description })];
    }

    private string Describe(string name)
    {
        var plain = name.StartsWith("tools.", StringComparison.Ordinal) ? name["tools.".Length..] : name;
        return tools.FirstOrDefault(t => t.Name == plain || t.Tool.Name == plain)?.Declaration
            ?? throw new ScriptHostException(prompts.UnknownTool.Format(("tool", name)));
    }

    private static bool Matches(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Words of three letters and more, without the ending of a plural, so that <c>orders</c> finds <c>get_order</c>.</summary>
    private static List<string> WordsOf(string query) =>
    [
        .. query.Split([' ', '_', '-', '.', ',', ';', ':', '/', '(', ')', '"', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length >= 3)
            .Select(w => w.Length > 3 && w.EndsWith('s') ? w[..^1] : w)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
