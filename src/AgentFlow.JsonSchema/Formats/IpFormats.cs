namespace AgentFlow.JsonSchema.Formats;

/// <summary>Addresses in dotted and in colon notation, RFC 2673 and RFC 4291.</summary>
internal static class IpFormats
{
    private const int Groups = 8;

    public static bool IsV4(ReadOnlySpan<char> text)
    {
        for (var octet = 0; octet < 4; octet++)
        {
            var end = octet < 3 ? text.IndexOf('.') : text.Length;
            if (end is < 1 or > 3 || !IsOctet(text[..end]))
                return false;
            text = octet < 3 ? text[(end + 1)..] : [];
        }
        return true;
    }

    public static bool IsV6(ReadOnlySpan<char> text)
    {
        var groups = 0;
        var compressed = false;
        if (text.StartsWith("::"))
        {
            compressed = true;
            text = text[2..];
            if (text.IsEmpty)
                return true;
        }
        while (true)
        {
            var end = text.IndexOf(':');
            var group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains('.'))
                return IsV4(group) && IsFull(groups + 2, compressed);
            if (group.Length is < 1 or > 4 || group.ContainsAnyExcept(Characters.Hex))
                return false;
            groups++;
            if (end < 0)
                return IsFull(groups, compressed);
            text = text[(end + 1)..];
            if (!text.StartsWith(":"))
                continue;
            if (compressed)
                return false;
            compressed = true;
            text = text[1..];
            if (text.IsEmpty)
                return IsFull(groups, compressed);
        }
    }

    private static bool IsFull(int groups, bool compressed) => compressed ? groups < Groups : groups == Groups;

    private static bool IsOctet(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0'))
            return false;
        return text.Length < 3 || text.SequenceCompareTo("255") <= 0;
    }
}
