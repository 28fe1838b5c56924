namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Words that only a machine would write: identifiers, product codes, formulas, hyphenated numbers.</summary>
internal static class CodeReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var token = context.Tokens[at];
        if (!token.IsWord || token.Text.Length < 2)
            return null;
        var inner = token.Text.AsSpan(1);
        var isCode = inner.Contains('_') || (inner.ContainsAnyInRange('0', '9') && !IsOrdinal(token.Text)) || IsCamel(token.Text);
        if (!isCode)
            return null;
        var last = at;
        while (last + 2 < context.Tokens.Count && context.Tokens[last + 1] is { Text: "-" or ".", Glued: true } && context.Tokens[last + 2] is { Glued: true, Kind: not Text.TokenKind.Sign }
            && context.IsFree(last + 1, last + 2))
            last += 2;
        return new Mention(MentionKind.Code, at, last, context.Slice(at, last));
    }

    private static bool IsOrdinal(string word) => char.IsAsciiDigit(word[0]) && word[^2..] is "st" or "nd" or "rd" or "th";

    private static bool IsCamel(string word) => char.IsLower(word[0]) && word.AsSpan(1).ContainsAnyInRange('A', 'Z');
}
