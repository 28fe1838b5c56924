using System.Text;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>Mailboxes of RFC 5321, and of RFC 6531 where they are international.</summary>
internal static class EmailFormat
{
    private const int MaxLocalOctets = 64;

    public static bool IsMatch(ReadOnlySpan<char> text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || Encoding.UTF8.GetByteCount(text[..at]) > MaxLocalOctets)
            return false;
        return IsLocalPart(text[..at], international) && IsDomain(text[(at + 1)..], international);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> text, bool international) =>
        text is ['"', .. var quoted, '"'] ? IsQuoted(quoted, international) : IsDotted(text, international);

    private static bool IsDotted(ReadOnlySpan<char> text, bool international)
    {
        while (true)
        {
            var dot = text.IndexOf('.');
            var atom = dot < 0 ? text : text[..dot];
            if (atom.IsEmpty)
                return false;
            foreach (var c in atom)
            {
                if (!Characters.EmailAtom.Contains(c) && !(international && c > 0x7F))
                    return false;
            }
            if (dot < 0)
                return true;
            text = text[(dot + 1)..];
        }
    }

    private static bool IsQuoted(ReadOnlySpan<char> text, bool international)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && ++index == text.Length)
                return false;
            var c = text[index];
            if (c < ' ' || c == 0x7F || (c > 0x7F && !international) || (c == '"' && (index == 0 || text[index - 1] != '\\')))
                return false;
        }
        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> text, bool international)
    {
        if (text is not ['[', .. var literal, ']'])
            return HostnameFormat.IsMatch(text, international);
        return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? IpFormats.IsV6(literal[5..]) : IpFormats.IsV4(literal);
    }
}
