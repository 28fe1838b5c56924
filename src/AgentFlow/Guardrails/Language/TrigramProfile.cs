namespace AgentFlow.Guardrails.Language;

/// <summary>How likely each group of three letters is in a language.</summary>
internal sealed class TrigramProfile
{
    /// <summary>About as many groups as occur in any one language; those that a sample lacks share what smoothing gives them.</summary>
    private const double Kinds = 4000;

    private const double Smoothing = 0.2;
    private readonly Dictionary<string, double> _logs;
    private readonly double _unseen;

    public TrigramProfile(string language, string sample)
    {
        Language = language;
        var counts = TrigramsOf(sample).CountBy(t => t).ToDictionary(StringComparer.Ordinal);
        var total = counts.Values.Sum() + (Smoothing * Kinds);
        _logs = counts.ToDictionary(c => c.Key, c => Math.Log((c.Value + Smoothing) / total), StringComparer.Ordinal);
        _unseen = Math.Log(Smoothing / total);
    }

    public string Language { get; }

    /// <summary>The letters of a text in small ones, with one space between words, in groups of three.</summary>
    public static IReadOnlyList<string> TrigramsOf(string text)
    {
        var folded = string.Concat(" ", string.Join(' ', new string([.. text.Select(c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)), " ");
        var trigrams = new List<string>(Math.Max(0, folded.Length - 2));
        for (var i = 0; i + 3 <= folded.Length; i++)
            trigrams.Add(folded.Substring(i, 3));
        return trigrams;
    }

    /// <summary>The mean logarithm of the likelihood.</summary>
    public double Score(IReadOnlyList<string> trigrams)
    {
        var sum = 0.0;
        for (var i = 0; i < trigrams.Count; i++)
            sum += _logs.GetValueOrDefault(trigrams[i], _unseen);
        return sum / trigrams.Count;
    }
}
