using System.Text;

namespace AgentFlow.JavaScript.Regex;

/// <summary>What makes two characters equal with the flag <c>i</c>: the specification's Canonicalize.</summary>
internal static class CaseFolding
{
    // Every character that differs from its canonical one, in the two ways to fold.
    private static readonly Lazy<(int Character, int Canonical)[]> Upper = new(static () => FindFolding(unicode: false));
    private static readonly Lazy<(int Character, int Canonical)[]> Folded = new(static () => FindFolding(unicode: true));

    /// <summary>The canonical character of a code point (with <c>u</c>) or code unit.</summary>
    public static int Canonicalize(int c, bool unicode)
    {
        if (c < 128)
        {
            // Without u letters become upper case, with u lower.
            if (unicode)
                return (uint)(c - 'A') < 26 ? c | 0x20 : c;
            return (uint)(c - 'a') < 26 ? c & ~0x20 : c;
        }

        return unicode ? Fold(c) : ToUpper(c);
    }

    /// <summary>The set of canonical characters of a set's members, together with the members.</summary>
    public static CharSet Close(CharSet set, bool unicode)
    {
        var ranges = new List<(int, int)>();
        for (var i = 0; i < set.Ranges.Length; i += 2)
            ranges.Add((set.Ranges[i], set.Ranges[i + 1]));
        foreach (var (character, canonical) in (unicode ? Folded : Upper).Value)
        {
            if (set.Contains(character))
                ranges.Add((canonical, canonical));
        }

        return CharSet.Of(ranges);
    }

    // .NET's invariant upper case leaves the long s alone, as it would become ASCII; the other three have no upper case of one character.
    private static int Fold(int c)
    {
        switch (c)
        {
            case 0x17F: return 's';
            case 0x1FD3: return 0x390;
            case 0x1FE3: return 0x3B0;
            case 0xFB05: return 0xFB06;
        }

        return Rune.TryCreate(c, out var rune) ? Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).Value : c;
    }

    private static int ToUpper(int c)
    {
        // Where the full upper case has several characters, the specification takes the character itself; nor does any become ASCII.
        if (c is (>= 0x1F80 and <= 0x1FAF) or 0x1FB3 or 0x1FBC or 0x1FC3 or 0x1FCC or 0x1FF3 or 0x1FFC)
            return c;
        var upper = char.ToUpperInvariant((char)c);
        return upper < 128 ? c : upper;
    }

    private static (int Character, int Canonical)[] FindFolding(bool unicode)
    {
        var found = new List<(int, int)>();
        for (var c = 0; c <= (unicode ? 0x1FFFF : 0xFFFF); c++)
        {
            var canonical = Canonicalize(c, unicode);
            if (canonical != c)
                found.Add((c, canonical));
        }

        return [.. found];
    }
}
