namespace AgentFlow.JavaScript.Syntax;

/// <summary>What a source text will cost to read, known before it is read.</summary>
internal static class SourceSize
{
    /// <summary>What syntax tree, scopes and code of one token take together, about: measured 50 to 200 bytes on usual code, up to 570 on a text of
    /// nothing but empty classes.</summary>
    public const int BytesPerToken = 128;

    /// <summary>At most so many tokens are in a text: words and numbers, and every other visible character by itself. Words in strings and comments
    /// count too.</summary>
    public static long TokensOf(ReadOnlySpan<char> text)
    {
        var tokens = 0L;
        var inWord = false;
        foreach (var c in text)
        {
            var word = char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > 127;
            if (word ? !inWord : c > ' ')
                tokens++;
            inWord = word;
        }

        return tokens;
    }
}
