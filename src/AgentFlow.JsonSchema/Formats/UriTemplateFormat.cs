namespace AgentFlow.JsonSchema.Formats;

/// <summary>URI templates of RFC 6570, all four levels.</summary>
internal static class UriTemplateFormat
{
    private const int MaxPrefixDigits = 4;

    public static bool IsMatch(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var open = text.IndexOf('{');
            if (!IsLiteral(open < 0 ? text : text[..open]))
                return false;
            if (open < 0)
                return true;
            var close = text.IndexOf('}');
            if (close < open || !IsExpression(text[(open + 1)..close]))
                return false;
            text = text[(close + 1)..];
        }
    }

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            if (c == '%' && (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2])))
                return false;
            if (c <= ' ' || c is >= '\u007f' and < '\u00a0' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
                return false;
        }
        return true;
    }

    private static bool IsExpression(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is '+' or '#' or '.' or '/' or ';' or '?' or '&' or '=' or ',' or '!' or '@' or '|')
            text = text[0] is '+' or '#' or '.' or '/' or ';' or '?' or '&' ? text[1..] : [];
        while (true)
        {
            var comma = text.IndexOf(',');
            if (!IsVariable(comma < 0 ? text : text[..comma]))
                return false;
            if (comma < 0)
                return true;
            text = text[(comma + 1)..];
        }
    }

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("*"))
            return IsName(text[..^1]);
        var colon = text.IndexOf(':');
        if (colon < 0)
            return IsName(text);
        var length = text[(colon + 1)..];
        return IsName(text[..colon]) && length.Length is >= 1 and <= MaxPrefixDigits && length[0] != '0' && !length.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        var afterCharacter = false;
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            if (c == '.' && !afterCharacter)
                return false;
            if (c == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
                index += 2;
            else if (c != '.' && !Characters.VariableName.Contains(c))
                return false;
            afterCharacter = c != '.';
        }
        return afterCharacter;
    }
}
