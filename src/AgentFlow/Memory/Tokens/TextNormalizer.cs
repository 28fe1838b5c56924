namespace AgentFlow.Memory;

/// <summary>What is done to a text before it is cut: steps of a <c>tokenizer.json</c>, in order.</summary>
internal sealed class TextNormalizer(IReadOnlyList<Func<string, string>> steps, char? space, bool stripsFirstSpace)
{
    public static TextNormalizer None { get; } = new([], null, false);

    public ReadOnlySpan<char> Apply(ReadOnlySpan<char> text)
    {
        if (steps.Count == 0)
            return text;
        var normal = text.ToString();
        foreach (var step in steps)
            normal = step(normal);
        return normal;
    }

    /// <summary>Puts spaces back where the vocabulary writes another character for them. Case and Unicode forms stay as they were made.</summary>
    public string Undo(string text)
    {
        if (space is not { } sign)
            return text;
        text = text.Replace(sign, ' ');
        return stripsFirstSpace && text.StartsWith(' ') ? text[1..] : text;
    }
}
