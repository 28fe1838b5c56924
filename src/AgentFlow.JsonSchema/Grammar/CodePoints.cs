namespace AgentFlow.JsonSchema.Grammar;

/// <summary>A set of code points as ranges, sorted and apart, without surrogates, which have no UTF-8.</summary>
internal sealed class CodePoints
{
    private const int Max = 0x10FFFF;

    public CodePoints(params IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in ranges.SelectMany(WithoutSurrogates).OrderBy(range => range.From))
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        Ranges = merged;
    }

    public static CodePoints All { get; } = new((0, Max));

    public IReadOnlyList<(int From, int To)> Ranges { get; }

    public bool IsEmpty => Ranges.Count == 0;

    public bool Contains(int codePoint) => Ranges.Any(range => range.From <= codePoint && codePoint <= range.To);

    public CodePoints Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in Ranges)
        {
            if (from > next)
                gaps.Add((next, from - 1));
            next = to + 1;
        }
        gaps.Add((next, Max));
        return new CodePoints(gaps);
    }

    public CodePoints Except(CodePoints other) => new CodePoints(Complement().Ranges.Concat(other.Ranges)).Complement();

    private static IEnumerable<(int From, int To)> WithoutSurrogates((int From, int To) range)
    {
        if (range.From < 0xD800 && range.From <= range.To)
            yield return (range.From, Math.Min(range.To, 0xD7FF));
        if (range.To > 0xDFFF && range.From <= range.To)
            yield return (Math.Max(range.From, 0xE000), range.To);
    }
}
