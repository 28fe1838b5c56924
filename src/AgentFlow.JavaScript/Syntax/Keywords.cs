using System.Collections.Frozen;

namespace AgentFlow.JavaScript.Syntax;

/// <summary>The reserved words of strict code.</summary>
internal static class Keywords
{
    private static readonly FrozenDictionary<string, (TokenKind Kind, string Word)>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text is a reserved word, and which.</summary>
    public static bool TryGet(ReadOnlySpan<char> text, out TokenKind kind, out string word)
    {
        // All reserved words are lower case and two to ten letters long.
        if (text.Length is >= 2 and <= 10 && text[0] is >= 'b' and <= 'y' && Lookup.TryGetValue(text, out var found))
        {
            (kind, word) = found;
            return true;
        }

        (kind, word) = (TokenKind.Name, "");
        return false;
    }

    private static FrozenDictionary<string, (TokenKind Kind, string Word)> Build()
    {
        var words = new Dictionary<string, (TokenKind, string)>(StringComparer.Ordinal);
        for (var kind = TokenKind.FirstKeyword; kind <= TokenKind.LastKeyword; kind++)
            words.Add(Word(kind), (kind, Word(kind)));
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Break and FirstKeyword are one value, so Enum.ToString cannot be relied on for either end.
    private static string Word(TokenKind kind) => kind switch
    {
        TokenKind.Break => "break",
        TokenKind.Implements => "implements",
        TokenKind.Yield => "yield",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
