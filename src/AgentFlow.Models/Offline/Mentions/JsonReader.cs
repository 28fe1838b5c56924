using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Bracketed lists such as <c>[1, 2, 3]</c> and <c>(45, 60)</c>, and JSON objects written into the text.</summary>
internal static class JsonReader
{
    private const int LongestText = 10_000;

    public static Mention? Read(in MentionContext context, int at)
    {
        var open = context.Tokens[at].Text;
        if (open is not ("[" or "{" or "("))
            return null;
        var start = context.Tokens[at].Start;
        var end = Close(context.Text, start);
        if (end < 0)
            return null;
        var last = context.TokenEndingBy(end, at);
        var source = context.Text[start..end];
        var parsed = Parse(source.Replace('\'', '"')) ?? Parse(source);
        if (open == "{")
            return parsed is JsonObject { Count: > 0 } ? new Mention(MentionKind.Json, at, last, source) { Json = parsed } : null;
        var list = parsed as JsonArray ?? (open == "(" ? NumberTuple(source) : WordList(source));
        return list is { Count: > 0 }
            && (open == "[" || list.Count > 1) ? new Mention(MentionKind.List, at, last, source) { Json = list } : null;
    }

    private static int Close(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length && i - start < LongestText; i++)
        {
            if (text[i] is '[' or '{' or '(')
                depth++;
            else if (text[i] is ']' or '}' or ')' && --depth == 0)
                return i + 1;
        }
        return -1;
    }

    private static JsonArray? NumberTuple(string source)
    {
        var array = Parse($"[{source[1..^1]}]") as JsonArray;
        return array is not null && array.All(n => n?.GetValueKind() == JsonValueKind.Number) ? array : null;
    }

    private static JsonArray WordList(string source) =>
        new(source[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (JsonNode?)JsonValue.Create(word.Trim('\'', '"'))).ToArray());

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            // Not JSON: the text is read as words instead.
            return null;
        }
    }
}
