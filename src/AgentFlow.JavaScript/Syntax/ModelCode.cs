namespace AgentFlow.JavaScript.Syntax;

/// <summary>Reads a program as a model writes it: perhaps in a code fence, perhaps with prose around the fence.</summary>
internal static class ModelCode
{
    /// <summary>Parses the text; where it is no program but holds a code fence, what the first fence holds.</summary>
    /// <exception cref="SourceErrorException">Neither is a program. Positions are those of the whole text.</exception>
    public static Program Parse(SourceText source)
    {
        var fence = FindFence(source.Text);
        if (fence is { } whole && IsProse(source.Text.AsSpan(0, whole.Fence)))
            return Parser.Parse(source, ParserOptions.ModelCode, whole.Start, whole.End);
        try
        {
            return Parser.Parse(source, ParserOptions.ModelCode);
        }
        catch (SourceErrorException error) when (fence is { } inner && error.Start <= inner.Start)
        {
            return Parser.Parse(source, ParserOptions.ModelCode, inner.Start, inner.End);
        }
    }

    // Nothing, or words that announce code. "Example:" and a fence would read as a label and templates.
    private static bool IsProse(ReadOnlySpan<char> text) => text.TrimEnd() is [] or [.., ':'];

    // The first line of ``` with at most a language behind it, and what stands up to the next such line or the end.
    private static (int Fence, int Start, int End)? FindFence(string text)
    {
        (int Fence, int Start)? open = null;
        for (var line = 0; line < text.Length;)
        {
            var length = text.AsSpan(line).IndexOf('\n');
            var next = length < 0 ? text.Length : line + length + 1;
            var content = text.AsSpan(line, next - line).Trim();
            if (content.StartsWith("```", StringComparison.Ordinal))
            {
                if (open is { } known)
                {
                    if (content.TrimStart('`').IsEmpty)
                        return (known.Fence, known.Start, line);
                }
                else if (IsLanguage(content.TrimStart('`')))
                {
                    open = (line, next);
                }
            }

            line = next;
        }

        return open is { } last ? (last.Fence, last.Start, text.Length) : null;
    }

    private static bool IsLanguage(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != ' ')
                return false;
        }

        return text.Length <= 20;
    }
}
