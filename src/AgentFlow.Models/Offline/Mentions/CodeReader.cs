namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Words that only a machine would write: identifiers, product codes, formulas, hyphenated numbers.</summary>
internal static class CodeReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var token = context.Tokens[at];
        if (!token.IsWord || !IsCode(token.Text))
            return null;
        var last = at;
        while (last + 2 < context.Tokens.Count && context.Tokens[last + 1] is { Text: "-" or ".", Glued: true }
            && context.Tokens[last + 2] is { Glued: true, Kind: not Text.TokenKind.Sign }
            && context.IsFree(last + 1, last + 2))
            last += 2;
        return new Mention(MentionKind.Code, at, last, context.Slice(at, last));
    }

    /// <summary>Whether a word has digits or underscores inside, or a capital behind a small letter at its beginning.</summary>
    public static bool IsCode(string word) =>
        word.Length > 1 && (word.AsSpan(1).Contains('_') || (word.AsSpan(1).ContainsAnyInRange('0', '9') && !IsOrdinal(word))
            || IsCamel(word));

    private static bool IsOrdinal(string word) => char.IsAsciiDigit(word[0]) && word[^2..] is "st" or "nd" or "rd" or "th";

    private static bool IsCamel(string word) => char.IsLower(word[0]) && word.AsSpan(1).ContainsAnyInRange('A', 'Z');
}
