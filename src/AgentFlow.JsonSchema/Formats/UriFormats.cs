using System.Buffers;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>URIs of RFC 3986, and IRIs of RFC 3987, checked part by part.</summary>
internal static class UriFormats
{
    public static bool IsMatch(ReadOnlySpan<char> text, bool relative, bool international)
    {
        var fragmentAt = text.IndexOf('#');
        if (fragmentAt >= 0)
        {
            if (!Holds(text[(fragmentAt + 1)..], Characters.Query, international, privateUse: false))
                return false;
            text = text[..fragmentAt];
        }
        var queryAt = text.IndexOf('?');
        if (queryAt >= 0)
        {
            if (!Holds(text[(queryAt + 1)..], Characters.Query, international, privateUse: true))
                return false;
            text = text[..queryAt];
        }
        var colon = text.IndexOf(':');
        var slash = text.IndexOf('/');
        var hasScheme = colon > 0 && (slash < 0 || colon < slash);
        if (hasScheme)
        {
            if (!char.IsAsciiLetter(text[0]) || text[..colon].ContainsAnyExcept(Characters.Scheme))
                return false;
            text = text[(colon + 1)..];
        }
        // Without a scheme, a colon in the first segment would read as one.
        else if (!relative || colon == 0)
            return false;
        return IsHierarchy(text, international);
    }

    private static bool IsHierarchy(ReadOnlySpan<char> text, bool international)
    {
        if (!text.StartsWith("//"))
            return Holds(text, Characters.Path, international, privateUse: false);
        text = text[2..];
        var pathAt = text.IndexOf('/');
        if (pathAt < 0)
            pathAt = text.Length;
        return IsAuthority(text[..pathAt], international) && Holds(text[pathAt..], Characters.Path, international, privateUse: false);
    }

    private static bool IsAuthority(ReadOnlySpan<char> text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at >= 0)
        {
            if (!Holds(text[..at], Characters.UserInfo, international, privateUse: false))
                return false;
            text = text[(at + 1)..];
        }
        if (text.StartsWith("["))
        {
            var end = text.IndexOf(']');
            return end > 0 && IsLiteral(text[1..end]) && IsPort(text[(end + 1)..]);
        }
        var colon = text.IndexOf(':');
        return colon < 0
            ? Holds(text, Characters.RegisteredName, international, privateUse: false)
            : Holds(text[..colon], Characters.RegisteredName, international, privateUse: false) && IsPort(text[colon..]);
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9'));

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('v' or 'V'))
            return IpFormats.IsV6(text);
        var dot = text.IndexOf('.');
        return dot > 1 && !text[1..dot].ContainsAnyExcept(Characters.Hex)
            && dot + 1 < text.Length && !text[(dot + 1)..].ContainsAnyExcept(Characters.UserInfo);
    }

    /// <summary>
    /// Whether the text is made of allowed characters and whole percent escapes, and of other alphabets where those may stand.
    /// </summary>
    private static bool Holds(ReadOnlySpan<char> text, SearchValues<char> allowed, bool international, bool privateUse)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            if (allowed.Contains(c))
                continue;
            if (c == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
                index += 2;
            else if (!international || !ReadInternational(text, ref index, privateUse))
                return false;
        }
        return true;
    }

    private static bool ReadInternational(ReadOnlySpan<char> text, ref int index, bool privateUse)
    {
        int codePoint = text[index];
        if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            codePoint = char.ConvertToUtf32(text[index], text[++index]);
        if (codePoint is >= 0xE000 and <= 0xF8FF or >= 0xF0000)
            return privateUse && (codePoint & 0xFFFE) != 0xFFFE;
        return codePoint is >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF
            || (codePoint >= 0x10000 && (codePoint & 0xFFFE) != 0xFFFE);
    }
}
