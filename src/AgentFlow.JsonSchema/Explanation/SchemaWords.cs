using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>Schemas and values in the words of messages.</summary>
internal static class SchemaWords
{
    private const int MaxListed = 12;
    private const int MaxHops = 4;

    /// <summary>
    /// What a schema asks for, in a few words: <c>string</c>, <c>"c" or "f"</c>, <c>array of integer</c>; null when it asks for nothing.
    /// </summary>
    public static string? Describe(SchemaNode node, int hops = MaxHops)
    {
        if (node.Always is { } always)
            return always ? null : "nothing";
        if (node.Const is not null)
            return JsonWords.Show(node.Const.Values[0]);
        if (node.Enum is not null)
            return List(node.Enum.Values, " or ");
        if (node.Types != TypeSet.Any)
            return string.Join(" or ", TypeSets.NamesOf(node.Types).Select(type => type == "array" ? DescribeArray(node, hops) : type));
        if (hops == 0 || node.InPlace is not { } rules)
            return null;
        if (rules.Reference is not null)
            return Describe(rules.Reference, hops - 1);
        var branches = rules.AnyOf.Length > 0 ? rules.AnyOf : rules.OneOf;
        if (branches.Length == 0 || branches.Length > MaxHops)
            return rules.AllOf.Select(schema => Describe(schema, hops - 1)).FirstOrDefault(words => words is not null);
        var described = branches.Select(branch => Describe(branch, hops - 1)).ToArray();
        return described.Contains(null) ? null : string.Join(" or ", described.Distinct());
    }

    /// <summary>The values, as JSON, cut after a dozen.</summary>
    public static string List(IReadOnlyList<JsonElement> values, string separator = ", ") =>
        string.Join(separator, values.Take(MaxListed).Select(JsonWords.Show)) + (values.Count > MaxListed ? $"{separator}{values.Count - MaxListed} more" : "");

    public static string ListNames(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxListed).Select(JsonWords.Quote)) + (names.Count > MaxListed ? $" and {names.Count - MaxListed} more" : "");

    /// <summary>The value after the name of its kind: <c>string "five"</c>, <c>array of 3 items</c>.</summary>
    public static string ShowKind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"object {JsonWords.Show(value)}",
        JsonValueKind.Array => $"array {JsonWords.Show(value)}",
        JsonValueKind.String => $"string {JsonWords.Show(value)}",
        JsonValueKind.Number => $"number {JsonWords.Show(value)}",
        JsonValueKind.Null => "null",
        _ => $"boolean {JsonWords.Show(value)}",
    };

    public static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : noun.EndsWith('y') ? $"{count} {noun[..^1]}ies" : $"{count} {noun}s";

    private static string DescribeArray(SchemaNode node, int hops) =>
        hops > 0 && node.Array?.Rest is { } items && Describe(items, hops - 1) is { } words && !words.Contains(' ', StringComparison.Ordinal)
            ? $"array of {words}"
            : "array";
}
