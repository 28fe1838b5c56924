using System.Buffers;
using System.Text;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>Host names of RFC 1123 and, where they are international, of RFC 5890: labels between dots, each checked by itself.</summary>
internal static class HostnameFormat
{
    private const int MaxName = 253;
    private const int MaxLabel = 63;
    private const string AsciiPrefix = "xn--";
    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u3002\uff0e\uff61");

    public static bool IsMatch(ReadOnlySpan<char> text, bool international)
    {
        // Every character takes at least one octet of the name that goes over the wire.
        if (text.Length > MaxName)
            return false;
        var isAscii = Ascii.IsValid(text);
        if (!isAscii && !international)
            return false;
        var length = -1;
        var isBidi = false;
        var breaksBidi = false;
        while (true)
        {
            var dot = text.IndexOfAny(Dots);
            var label = dot < 0 ? text : text[..dot];
            var octets = CheckLabel(label, ref isBidi, ref breaksBidi);
            if (octets < 0)
                return false;
            length += octets + 1;
            if (dot < 0)
                return length <= MaxName && !(isBidi && breaksBidi);
            text = text[(dot + 1)..];
        }
    }

    /// <summary>The octets that the label takes on the wire, or -1 when it is none.</summary>
    private static int CheckLabel(ReadOnlySpan<char> label, ref bool isBidi, ref bool breaksBidi)
    {
        if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-')
            return -1;
        if (Ascii.IsValid(label))
        {
            if (label.ContainsAnyExcept(Characters.Label))
                return -1;
            if (!label.StartsWith(AsciiPrefix, StringComparison.OrdinalIgnoreCase))
            {
                // What starts like a number may not stand in a name that runs from right to left.
                breaksBidi |= char.IsAsciiDigit(label[0]);
                return label.Length > 3 && label[2] == '-' && label[3] == '-' ? -1 : label.Length;
            }
            return CheckAsciiForm(label[AsciiPrefix.Length..], ref isBidi, ref breaksBidi) ? label.Length : -1;
        }
        var codePoints = new List<int>(label.Length);
        for (var index = 0; index < label.Length; index++)
        {
            if (char.IsHighSurrogate(label[index]) && index + 1 < label.Length && char.IsLowSurrogate(label[index + 1]))
                codePoints.Add(char.ConvertToUtf32(label[index], label[++index]));
            else
                codePoints.Add(label[index]);
        }
        if (!IdnLabel.IsValid(codePoints, ref isBidi, ref breaksBidi))
            return -1;
        var octets = AsciiPrefix.Length + Punycode.Encode(codePoints).Length;
        return octets <= MaxLabel ? octets : -1;
    }

    private static bool CheckAsciiForm(ReadOnlySpan<char> punycode, ref bool isBidi, ref bool breaksBidi)
    {
        var decoded = Punycode.Decode(punycode);
        return decoded is not null && decoded.Exists(codePoint => codePoint > 0x7F)
            && Punycode.Encode(decoded).AsSpan().Equals(punycode, StringComparison.OrdinalIgnoreCase)
            && IdnLabel.IsValid(decoded, ref isBidi, ref breaksBidi);
    }
}
