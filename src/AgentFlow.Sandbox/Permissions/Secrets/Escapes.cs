using System.Globalization;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>How one character of a text may be written in URLs (<c>%41</c>), JSON and JavaScript (<c>\u0041</c>, <c>\x41</c>, <c>\/</c>) and HTML (<c>&amp;#65;</c>, <c>&amp;#x41;</c>, <c>&amp;amp;</c>).</summary>
internal static class Escapes
{
    /// <summary>What an escape can begin with.</summary>
    public const string Openings = @"%\&";

    /// <summary>The character and the length of the escape that stands at a place, if one does.</summary>
    public static (char Character, int Length)? Read(string text, int at) => at >= text.Length ? null : text[at] switch
    {
        '%' => Hex(text, at + 1, 2) is { } c ? (c, 3) : null,
        '\\' => Backslash(text, at),
        '&' => Entity(text, at),
        _ => null,
    };

    private static (char, int)? Backslash(string text, int at) => at + 1 >= text.Length ? null : text[at + 1] switch
    {
        'u' => Hex(text, at + 2, 4) is { } c ? (c, 6) : null,
        'x' => Hex(text, at + 2, 2) is { } c ? (c, 4) : null,
        var c when !char.IsAsciiLetterOrDigit(c) => (c, 2),
        _ => null,
    };

    private static (char, int)? Entity(string text, int at)
    {
        var end = text.IndexOf(';', at, Math.Min(10, text.Length - at));
        if (end < 0)
            return null;
        char? character = text.AsSpan(at + 1, end - at - 1) switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            ['#', 'x' or 'X', .. var hex] when ushort.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => (char)code,
            ['#', .. var digits] when ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => (char)code,
            _ => null,
        };
        return character is null ? null : (character.Value, end - at + 1);
    }

    private static char? Hex(string text, int at, int length) =>
        at + length <= text.Length && ushort.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
