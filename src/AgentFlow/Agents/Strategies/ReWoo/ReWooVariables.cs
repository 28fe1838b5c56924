using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentFlow.Agents.Strategies;

/// <summary>The variables in a step's arguments: <c>#E1</c> stands for what the step E1 has found.</summary>
internal static partial class ReWooVariables
{
    /// <summary>The steps whose results a step uses, each once.</summary>
    public static IReadOnlyList<string> UsedBy(ReWooStep step) => [.. Texts(step.Arguments).SelectMany(t => Variable().Matches(t).Select(m => m.Groups[1].Value.ToUpperInvariant())).Distinct()];

    /// <summary>The arguments with what was found in place of the variables.</summary>
    public static JsonElement Fill(ReWooStep step, IReadOnlyDictionary<string, string> found)
    {
        if (UsedBy(step).Count == 0)
            return step.Arguments;
        var filled = Fill(JsonNode.Parse(step.Arguments.GetRawText()), found)!;
        return JsonElement.Parse(filled.ToJsonString());
    }

    private static JsonNode? Fill(JsonNode? node, IReadOnlyDictionary<string, string> found) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Fill(p.Value, found)))),
        JsonArray a => new JsonArray([.. a.Select(n => Fill(n, found))]),
        JsonValue v when v.TryGetValue<string>(out var text) => JsonValue.Create(Variable().Replace(text, m => found.GetValueOrDefault(m.Groups[1].Value.ToUpperInvariant(), m.Value))),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"#(E\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();
}
