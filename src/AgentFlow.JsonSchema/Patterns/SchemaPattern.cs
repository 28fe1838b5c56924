using System.Buffers;
using System.Diagnostics;
using System.Text.RegularExpressions;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Patterns;

/// <summary>A regular expression of a schema, matched in linear time unless it needs backtracking, and then within a time limit.</summary>
internal sealed class SchemaPattern
{
    private const int CharsPerStep = 16;
    private readonly Lazy<Regex> _regex;
    private readonly TimeSpan _timeout;

    /// <exception cref="FormatException">The pattern is not one of ECMA-262, or too large.</exception>
    public SchemaPattern(string pattern, TimeSpan timeout)
    {
        Text = pattern;
        _timeout = timeout;
        var translated = EcmaPattern.Translate(pattern);
        // Built when first matched: an automaton costs more than all the rest of a schema.
        _regex = new Lazy<Regex>(() => Create(translated, timeout));
    }

    /// <summary>The pattern as the schema's author wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether the string, escapes in place, has a match anywhere; stops the evaluation when time runs out.</summary>
    public bool IsMatch(ReadOnlySpan<byte> raw, ref EvaluationState state)
    {
        if (!state.Charge(1 + (raw.Length / CharsPerStep)))
            return false;
        char[]? rented = null;
        Span<char> buffer = raw.Length <= JsonText.StackBytes
            ? stackalloc char[JsonText.StackBytes]
            : (rented = ArrayPool<char>.Shared.Rent(raw.Length));
        try
        {
            var text = buffer[..JsonText.ToUtf16(raw, buffer)];
            var regex = _regex.Value;
            return (regex.Options & RegexOptions.NonBacktracking) != 0 ? regex.IsMatch(text) : IsMatchInTime(regex, text, ref state);
        }
        catch (RegexMatchTimeoutException)
        {
            state.Stop(EvaluationLimit.PatternTime);
            return false;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    // The limit is for all matches of one evaluation together: a thousand of them just below it would not be "in time".
    private bool IsMatchInTime(Regex regex, ReadOnlySpan<char> text, ref EvaluationState state)
    {
        var start = Stopwatch.GetTimestamp();
        var matches = regex.IsMatch(text);
        return state.ChargePattern(Stopwatch.GetElapsedTime(start), _timeout) && matches;
    }

    private static Regex Create(TranslatedPattern pattern, TimeSpan timeout)
    {
        const RegexOptions Common = RegexOptions.CultureInvariant;
        if (pattern.NeedsBacktracking)
            return new Regex(pattern.Text, Common, timeout);
        try
        {
            return new Regex(pattern.Text, Common | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException)
        {
            // The automaton would be too large, as that of '.{1,4000}' is; such a pattern runs within the time limit instead.
            return new Regex(pattern.Text, Common, timeout);
        }
    }
}
