using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Patterns;

/// <summary>
/// A set of code points, written for .NET, whose expressions see UTF-16 units: what lies beyond the first plane becomes pairs of
/// surrogates. A lone surrogate is in the set only where it was added by itself.
/// </summary>
internal sealed class CodePointSet
{
    public const int Max = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstAstral = 0x10000;
    private const int LowFrom = 0xDC00;
    private const int LowTo = 0xDFFF;
    private readonly List<(int From, int To)> _ranges = [];
    private readonly List<string> _categories = [];

    public static CodePointSet Of(params ReadOnlySpan<(int From, int To)> ranges)
    {
        var set = new CodePointSet();
        foreach (var (from, to) in ranges)
            set.Add(from, to);
        return set;
    }

    public void Add(int from, int to) => _ranges.Add((from, to));

    public void Add(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        _categories.AddRange(other._categories);
    }

    /// <summary>Adds Unicode categories: by their .NET name within the first plane, by ranges beyond it.</summary>
    public void AddCategory(string name, CodePointSet members)
    {
        _categories.Add(name);
        foreach (var (from, to) in members._ranges)
        {
            if (to >= FirstAstral)
                Add(Math.Max(from, FirstAstral), to);
        }
    }

    /// <summary>All other code points but surrogates. Only for sets made of ranges.</summary>
    public CodePointSet Complement()
    {
        var rest = new CodePointSet();
        var next = 0;
        foreach (var (from, to) in Merged([.. _ranges, (FirstSurrogate, LastSurrogate)]))
        {
            if (from > next)
                rest.Add(next, from - 1);
            next = to + 1;
        }
        if (next <= Max)
            rest.Add(next, Max);
        return rest;
    }

    /// <summary>An expression for one code point of the set, or with <paramref name="negated"/> one that is not in it.</summary>
    /// <param name="negated">Whether to match what is not in the set.</param>
    /// <param name="repeated">Whether it will stand before <c>*</c> or <c>+</c>, so that surrogates need not be paired where all pairs
    /// match.</param>
    public string Write(bool negated, bool repeated)
    {
        var bmp = new StringBuilder();
        foreach (var (from, to) in Merged(_ranges))
        {
            if (from < FirstAstral)
                WriteRange(bmp, from, Math.Min(to, FirstAstral - 1));
        }
        foreach (var category in _categories)
            bmp.Append("\\p{").Append(category).Append('}');
        var astral = AstralRanges(negated);
        var takesAllPairs = astral is [(FirstAstral, Max)];
        if (takesAllPairs && repeated)
            return negated ? $"[^{(bmp.Length == 0 ? "" : bmp)}]".Replace("[^]", "[\\s\\S]", StringComparison.Ordinal) : $"[{bmp}\\ud800-\\udfff]";
        var unit = negated ? $"[^{bmp}\\ud800-\\udfff]" : bmp.Length == 0 ? null : $"[{bmp}]";
        if (astral.Count == 0)
            return unit ?? "[^\\s\\S]";
        var alternatives = new List<string>();
        if (unit is not null)
            alternatives.Add(unit);
        WritePairs(alternatives, astral);
        return $"(?:{string.Join('|', alternatives)})";
    }

    private List<(int From, int To)> AstralRanges(bool negated)
    {
        var ranges = Merged(_ranges).Where(range => range.To >= FirstAstral).Select(range => (From: Math.Max(range.From, FirstAstral), range.To)).ToList();
        if (!negated)
            return ranges;
        var rest = new List<(int, int)>();
        var next = FirstAstral;
        foreach (var (from, to) in ranges)
        {
            if (from > next)
                rest.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Max)
            rest.Add((next, Max));
        return rest;
    }

    // One alternative for each set of low surrogates and the high ones that go with it: a category has hundreds of ranges, and every
    // alternative costs when the automaton is built.
    private static void WritePairs(List<string> alternatives, List<(int From, int To)> astral)
    {
        var lowByHigh = new SortedDictionary<int, StringBuilder>();
        var full = new List<(int From, int To)>();
        foreach (var (from, to) in astral)
        {
            var (firstHigh, firstLow) = Split(from);
            var (lastHigh, lastLow) = Split(to);
            var fullFrom = firstLow == LowFrom ? firstHigh : firstHigh + 1;
            var fullTo = lastLow == LowTo ? lastHigh : lastHigh - 1;
            if (fullFrom <= fullTo)
                full.Add((fullFrom, fullTo));
            if (firstHigh < fullFrom)
                AddLow(firstHigh, firstLow, firstHigh == lastHigh ? lastLow : LowTo);
            if (lastHigh > fullTo && (lastHigh != firstHigh || firstHigh >= fullFrom))
                AddLow(lastHigh, LowFrom, lastLow);
        }
        foreach (var highs in lowByHigh.GroupBy(entry => entry.Value.ToString(), entry => (entry.Key, entry.Key)))
            alternatives.Add($"[{WriteRanges(highs)}][{highs.Key}]");
        if (full.Count > 0)
            alternatives.Add($"[{WriteRanges(full)}][\\udc00-\\udfff]");

        void AddLow(int high, int from, int to)
        {
            if (!lowByHigh.TryGetValue(high, out var low))
                lowByHigh[high] = low = new StringBuilder();
            WriteRange(low, from, to);
        }
    }

    private static string WriteRanges(IEnumerable<(int From, int To)> ranges)
    {
        var text = new StringBuilder();
        foreach (var (from, to) in Merged(ranges))
            WriteRange(text, from, to);
        return text.ToString();
    }

    private static (int High, int Low) Split(int codePoint) => (0xD800 + ((codePoint - FirstAstral) >> 10), LowFrom + ((codePoint - FirstAstral) & 0x3FF));

    private static void WriteRange(StringBuilder text, int from, int to)
    {
        text.Append(Unit(from));
        if (to > from)
            text.Append('-').Append(Unit(to));
    }

    private static string Unit(int unit) =>
        unit < 0x80 && char.IsAsciiLetterOrDigit((char)unit) ? ((char)unit).ToString() : "\\u" + unit.ToString("x4", CultureInfo.InvariantCulture);

    private static List<(int From, int To)> Merged(IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in ranges.Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        return merged;
    }
}
