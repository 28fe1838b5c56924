using System.Text.Json;
using System.Text.Unicode;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>Tells JSON that needs no repair.</summary>
internal static class StrictJson
{
    /// <summary>Parses a text if it is JSON whose every string can be read and whose keys are unique.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, JsonRepairOptions options, out JsonElement value)
    {
        value = default;
        var text = utf8.Trim(" \t\r\n"u8);
        if (text.IsEmpty || !MayEnd(text[0], text[^1]) || !Utf8.IsValid(text) || HasLoneSurrogate(text))
            return false;
        try
        {
            value = Parse(utf8, options.MaxDepth);
            return true;
        }
        catch (JsonException)
        {
            // Not JSON: that is what the repair is for, and it says what is wrong.
            return false;
        }
    }

    public static JsonElement Parse(ReadOnlySpan<byte> utf8, int maxDepth) =>
        JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });

    // Spares truncated text and prose, the most frequent kinds, the cost of an exception.
    private static bool MayEnd(byte first, byte last) => first switch
    {
        (byte)'{' => last == '}',
        (byte)'[' => last == ']',
        (byte)'"' => last == '"',
        (byte)'t' or (byte)'f' => last == 'e',
        (byte)'n' => last == 'l',
        _ => (char.IsAsciiDigit((char)first) || first == '-') && char.IsAsciiDigit((char)last),
    };

    public static bool HasLoneSurrogate(ReadOnlySpan<byte> text) => IndexOfLoneSurrogate(text) >= 0;

    /// <summary>Where the first escape is that means half a character; -1 when there is none.</summary>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOf("\\u"u8);
            if (next < 0)
                return -1;
            at += next;
            var isEscape = CountBackslashes(text, at) % 2 == 1;
            if (!isEscape || !IsSurrogate(text, at, out var isHigh))
            {
                at += 2;
                continue;
            }
            if (!isHigh || !IsSurrogate(text, at + 6, out var nextIsHigh) || nextIsHigh)
                return at;
            at += 12;
        }
    }

    /// <summary>How many backslashes end at a place.</summary>
    private static int CountBackslashes(ReadOnlySpan<byte> text, int at)
    {
        var count = 0;
        while (at >= 0 && text[at--] == '\\')
            count++;
        return count;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> text, int at, out bool isHigh)
    {
        isHigh = false;
        if (at + 6 > text.Length || text[at] != '\\' || text[at + 1] != 'u' || (text[at + 2] | 0x20) != 'd')
            return false;
        var digit = text[at + 3] | 0x20;
        isHigh = digit is '8' or '9' or 'a' or 'b';
        return isHigh || digit is 'c' or 'd' or 'e' or 'f';
    }
}
