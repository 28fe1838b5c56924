using System.Text;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Splits a range of code points into ranges whose UTF-8 is a range in every byte.</summary>
internal static class Utf8Ranges
{
    private static readonly int[] LengthEnds = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF];

    public static IEnumerable<(byte[] Low, byte[] High)> Split(int from, int to)
    {
        foreach (var end in LengthEnds)
        {
            if (from > to)
                yield break;
            if (from > end)
                continue;
            foreach (var part in SameLength(from, Math.Min(to, end), end == LengthEnds[0] ? 0 : end == LengthEnds[1] ? 1
                : end == LengthEnds[2] ? 2 : 3))
                yield return part;
            from = end + 1;
        }
    }

    // All trailing bytes but the last ones must run over their whole range, or the leading ones be equal.
    private static IEnumerable<(byte[] Low, byte[] High)> SameLength(int from, int to, int trailing)
    {
        for (var i = 1; i <= trailing; i++)
        {
            var mask = (1 << (6 * i)) - 1;
            if ((from & ~mask) == (to & ~mask))
                continue;
            if ((from & mask) != 0)
                return SameLength(from, from | mask, trailing).Concat(SameLength((from | mask) + 1, to, trailing));
            if ((to & mask) != mask)
                return SameLength(from, (to & ~mask) - 1, trailing).Concat(SameLength(to & ~mask, to, trailing));
        }
        return [(Encode(from), Encode(to))];
    }

    private static byte[] Encode(int codePoint) => Encoding.UTF8.GetBytes(new Rune(codePoint).ToString());
}
