namespace AgentFlow.Memory;

/// <summary>
/// Estimates tokens from the look of a text, for any model and with no file: the default. It is an estimate, within some 15 % for English prose
/// and code and further off for other scripts, and corrects itself by what the provider reports.
/// </summary>
/// <remarks>
/// A word costs a token for its first eight letters and one for every five behind them; digits one for three; other scripts and symbols by their UTF-8
/// length. One counter belongs to one model: share it among the memories that serve that model. Safe for use from several threads.
/// </remarks>
public sealed class EstimatingTokenCounter : ITokenCounter
{
    /// <summary>How much of each report is believed: a report moves the factor by this share of the way.</summary>
    private const double Trust = 0.3;

    /// <summary>Below this a prompt says more about framing than about text.</summary>
    private const int SmallestSample = 50;

    private double _factor = 1;

    /// <inheritdoc />
    public bool IsExact => false;

    /// <summary>What estimates are multiplied with, as learned from reports.</summary>
    /// <value>1 at first; between 0.25 and 4.</value>
    public double Factor => Volatile.Read(ref _factor);

    /// <inheritdoc />
    public int Count(ReadOnlySpan<char> text) => (int)Math.Ceiling(Estimate(text) * Factor);

    /// <summary>Learns from a request that has been answered. Requests of fewer than 50 tokens teach nothing.</summary>
    /// <param name="estimated">The tokens of the whole request by this counter.</param>
    /// <param name="reported">The tokens of the same request as the provider counted them.</param>
    public void Learn(long estimated, long reported)
    {
        if (estimated < SmallestSample || reported < SmallestSample)
            return;
        double before, after;
        do
        {
            before = Factor;
            after = Math.Clamp(before * (1 + Trust * ((double)reported / estimated - 1)), 0.25, 4);
        }
        while (Interlocked.CompareExchange(ref _factor, after, before) != before);
    }

    private static double Estimate(ReadOnlySpan<char> text)
    {
        double tokens = 0;
        for (var i = 0; i < text.Length;)
        {
            var kind = KindOf(text[i]);
            var end = i + 1;
            while (end < text.Length && KindOf(text[end]) == kind)
                end++;
            tokens += Cost(kind, text[i..end]);
            i = end;
        }
        return tokens;
    }

    private static double Cost(Kind kind, ReadOnlySpan<char> run) => kind switch
    {
        Kind.Letters => 1 + Math.Max(0, (run.Length - 4) / 5),
        Kind.Digits => (run.Length + 2) / 3,
        // One space goes with the word behind it.
        Kind.Space => run is " " ? 0 : 1 + run.Length / 16,
        Kind.Symbols => (run.Length + 1) / 2,
        Kind.Ideographs => run.Length,
        _ => run.Length * 0.5 + 0.5,
    };

    private static Kind KindOf(char c) => c switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Kind.Letters,
        >= '0' and <= '9' => Kind.Digits,
        ' ' or '\t' or '\n' or '\r' => Kind.Space,
        < '\u0080' => Kind.Symbols,
        >= '\u2E80' and <= '\uD7FF' or >= '\uF900' and <= '\uFAFF' => Kind.Ideographs,
        // Half of a surrogate pair: an emoji is two or three tokens.
        >= '\uD800' and <= '\uDFFF' => Kind.Ideographs,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Letters,
        Digits,
        Space,
        Symbols,
        Ideographs,
        Other,
    }
}
