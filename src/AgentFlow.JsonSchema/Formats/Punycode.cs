using System.Text;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>The ASCII form of international labels, RFC 3492.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int MinThreshold = 1;
    private const int MaxThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialCodePoint = 128;

    public static List<int>? Decode(ReadOnlySpan<char> text)
    {
        var output = new List<int>(text.Length);
        var basic = Math.Max(0, text.LastIndexOf('-'));
        foreach (var c in text[..basic])
            output.Add(c);
        var (codePoint, index, bias) = (InitialCodePoint, 0L, InitialBias);
        var at = basic > 0 ? basic + 1 : 0;
        while (at < text.Length)
        {
            var before = index;
            var weight = 1L;
            for (var k = Base; ; k += Base)
            {
                var digit = at < text.Length ? DigitOf(text[at++]) : -1;
                index += digit * weight;
                if (digit < 0 || index > int.MaxValue)
                    return null;
                var threshold = Threshold(k, bias);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (weight > int.MaxValue)
                    return null;
            }
            var count = output.Count + 1;
            bias = Adapt(index - before, count, before == 0);
            var next = codePoint + (index / count);
            if (next > 0x10FFFF || next is >= 0xD800 and <= 0xDFFF)
                return null;
            codePoint = (int)next;
            index %= count;
            output.Insert((int)index++, codePoint);
        }
        return output;
    }

    public static string Encode(List<int> codePoints)
    {
        var output = new StringBuilder();
        foreach (var codePoint in codePoints.Where(codePoint => codePoint < InitialCodePoint))
            output.Append((char)codePoint);
        var basic = output.Length;
        var handled = basic;
        if (basic > 0)
            output.Append('-');
        var (current, delta, bias) = (InitialCodePoint, 0L, InitialBias);
        while (handled < codePoints.Count)
        {
            var next = codePoints.Where(codePoint => codePoint >= current).Min();
            delta += (long)(next - current) * (handled + 1);
            current = next;
            foreach (var codePoint in codePoints)
            {
                if (codePoint < current)
                    delta++;
                if (codePoint != current)
                    continue;
                WriteNumber(output, delta, bias);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
            delta++;
            current++;
        }
        return output.ToString();
    }

    private static void WriteNumber(StringBuilder output, long value, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (value < threshold)
            {
                output.Append(CharOf((int)value));
                return;
            }
            output.Append(CharOf((int)(threshold + ((value - threshold) % (Base - threshold)))));
            value = (value - threshold) / (Base - threshold);
        }
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, MinThreshold, MaxThreshold);

    private static int Adapt(long delta, int count, bool first)
    {
        delta = first ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - MinThreshold) * MaxThreshold / 2; k += Base)
            delta /= Base - MinThreshold;
        return k + (int)((Base - MinThreshold + 1) * delta / (delta + Skew));
    }

    private static int DigitOf(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => c - '0' + 26,
        _ => -1,
    };

    private static char CharOf(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
