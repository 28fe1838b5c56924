using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>JSON in the words of messages.</summary>
internal static class JsonWords
{
    /// <summary>Values are quoted in messages up to about this many characters.</summary>
    public const int MaxQuoted = 60;

    public static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    /// <summary>The value as JSON on one line, cut where it is long.</summary>
    public static string Show(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        // Cut the bytes first: a long value is not decoded to be thrown away.
        var text = Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, MaxQuoted * 8)]);
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            text = OnOneLine(text);
        var isCutAlready = raw.Length > MaxQuoted * 8 && text.Length < MaxQuoted;
        return isCutAlready ? text + "…" : Cut(text);
    }

    /// <summary>The text on one line, cut where it is long.</summary>
    public static string Cut(string text)
    {
        if (text.Length > MaxQuoted)
            text = text[..(char.IsHighSurrogate(text[MaxQuoted - 2]) ? MaxQuoted - 2 : MaxQuoted - 1)] + "…";
        return WithoutControls(text);
    }

    /// <summary>The text with control characters as JSON escapes, so that it stays on its line.</summary>
    public static string WithoutControls(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) : text;

    /// <summary>A name or string in quotes, cut where it is long.</summary>
    public static string Quote(string text) => "\"" + Cut(text) + "\"";

    /// <summary>The text of a string, a lone surrogate left as it is.</summary>
    public static string TextOf(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        var buffer = new char[raw.Length];
        return new string(buffer, 0, JsonText.ToUtf16(raw, buffer));
    }

    public static string NameOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        var buffer = new char[raw.Length];
        return new string(buffer, 0, JsonText.ToUtf16(raw, buffer));
    }

    /// <summary>The name of a member as the text of a JSON string.</summary>
    public static byte[] AsString(JsonProperty property) => [(byte)'"', .. JsonMarshal.GetRawUtf8PropertyName(property), (byte)'"'];

    /// <summary>The UTF-8 of a text, a lone surrogate as its three bytes.</summary>
    public static byte[] ToUtf8(string text)
    {
        if (!text.Any(char.IsSurrogate))
            return Encoding.UTF8.GetBytes(text);
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append(c is '\\' ? "\\\\" : char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return JsonText.ToUtf8(Encoding.UTF8.GetBytes(escaped.ToString()));
    }

    private static string OnOneLine(string json)
    {
        var line = new StringBuilder(json.Length);
        var (inString, escaped) = (false, false);
        foreach (var c in json)
        {
            if (!inString && c is ' ' or '\t' or '\r' or '\n')
                continue;
            line.Append(c);
            inString ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
        }
        return line.ToString();
    }
}
