using AgentFlow.JsonSchema.Patterns;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>Identifiers, pointers and patterns.</summary>
internal static class TextFormats
{
    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length != 36)
            return false;
        for (var index = 0; index < text.Length; index++)
        {
            var isDash = index is 8 or 13 or 18 or 23;
            if (isDash ? text[index] != '-' : !char.IsAsciiHexDigit(text[index]))
                return false;
        }
        return true;
    }

    public static bool IsJsonPointer(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] != '/')
            return false;
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~'))
        {
            if (at + 1 >= text.Length || text[at + 1] is not ('0' or '1'))
                return false;
            text = text[(at + 2)..];
        }
        return true;
    }

    public static bool IsRelativeJsonPointer(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
            digits = text.Length;
        if (digits == 0 || (digits > 1 && text[0] == '0'))
            return false;
        return text[digits..] is "#" || IsJsonPointer(text[digits..]);
    }

    public static bool IsRegex(ReadOnlySpan<char> text)
    {
        try
        {
            EcmaPattern.Translate(text.ToString());
            return true;
        }
        catch (FormatException)
        {
            // The reason matters to the author of a schema; here the answer is only no.
            return false;
        }
    }
}
