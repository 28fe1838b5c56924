namespace AgentFlow.Prompts;

/// <summary>
/// Takes the examples that share most words and word sequences with the input, the most alike first. Needs no model. The overlap is the mean,
/// over sequences of one to four words, of the Dice coefficient of both texts' sequences: 1 for the same text, 0 for no word in common.
/// </summary>
public sealed class NGramOverlapExampleSelector : IExampleSelector
{
    private const int Longest = 4;

    private readonly (IReadOnlyDictionary<string, object?> Values, string[] Words)[] _examples;
    private readonly IReadOnlyList<string>? _keys;
    private readonly int _count;
    private readonly double _least;

    /// <summary>Makes a selector.</summary>
    /// <param name="examples">The examples. Those that overlap equally keep their order.</param>
    /// <param name="count">How many are taken at most; from 1. All by default, sorted.</param>
    /// <param name="minOverlap">How much an example has to overlap, from 0, which all do, to 1.</param>
    /// <param name="keys">The variables whose texts are compared; null for all.</param>
    public NGramOverlapExampleSelector(IEnumerable<IReadOnlyDictionary<string, object?>> examples, int count = int.MaxValue, double minOverlap = 0, IReadOnlyList<string>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(minOverlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minOverlap, 1);
        _keys = keys;
        _count = count;
        _least = minOverlap;
        _examples = [.. examples.Select(e => (e, ExampleText.WordsOf(ExampleText.Of(e, keys))))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> SelectAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var input = ExampleText.WordsOf(ExampleText.Of(values, _keys));
        var best = _examples.Select(e => (e.Values, Overlap: Overlap(input, e.Words))).Where(e => e.Overlap >= _least).OrderByDescending(e => e.Overlap).Take(_count);
        return ValueTask.FromResult<IReadOnlyList<IReadOnlyDictionary<string, object?>>>([.. best.Select(e => e.Values)]);
    }

    private static double Overlap(string[] a, string[] b)
    {
        var lengths = Math.Min(Longest, Math.Max(a.Length, b.Length));
        return lengths == 0 ? 0 : Enumerable.Range(1, lengths).Average(n => Dice(Sequences(a, n), Sequences(b, n)));
    }

    private static double Dice(List<string> a, List<string> b)
    {
        if (a.Count + b.Count == 0)
            return 0;
        var left = a.CountBy(s => s).ToDictionary();
        var shared = b.Count(s => left.TryGetValue(s, out var count) && count > 0 && (left[s] = count - 1) >= 0);
        return 2.0 * shared / (a.Count + b.Count);
    }

    private static List<string> Sequences(string[] words, int length) =>
        [.. Enumerable.Range(0, Math.Max(0, words.Length - length + 1)).Select(i => string.Join(' ', words, i, length))];
}
