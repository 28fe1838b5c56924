namespace AgentFlow.Models.Offline.Text;

/// <summary>Cuts a text into words, numbers and signs; every character that is not white space ends up in exactly one token.</summary>
internal static class Tokenizer
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = End(text, at, out var kind);
            var glued = at > 0 && tokens.Count > 0 && tokens[^1].End == at;
            var word = text[at..end];
            tokens.Add(new Token(kind, word, kind == TokenKind.Word ? Stemmer.Stem(word) : word, at, end, glued));
            at = end;
        }
        return tokens;
    }

    private static int End(string text, int at, out TokenKind kind)
    {
        if (char.IsAsciiDigit(text[at]))
        {
            var number = NumberEnd(text, at);
            var letters = WordEnd(text, number);
            // 3rd and 4x7f are words; 5km is a number with a unit glued to it.
            kind = IsOrdinal(text[number..letters]) || text.AsSpan(number, letters - number).ContainsAnyInRange('0', '9')
                ? TokenKind.Word
                : TokenKind.Number;
            return kind == TokenKind.Word ? letters : number;
        }
        if (IsWordCharacter(text[at]))
        {
            kind = TokenKind.Word;
            return WordEnd(text, at);
        }
        kind = TokenKind.Sign;
        if (IsApostrophe(text[at]) && at > 0 && char.IsLetterOrDigit(text[at - 1]) && IsPossessive(text, at + 1))
            return at + 2;
        return at + (char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1);
    }

    private static int NumberEnd(string text, int at)
    {
        var start = at;
        at = Digits(text, at);
        if (at - start <= 3)
            while (at + 3 < text.Length && text[at] == ',' && Digits(text, at + 1) == at + 4)
                at += 4;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
            at = Digits(text, at + 1);
        var sign = at + 1 < text.Length && text[at] is 'e' or 'E' ? text[at + 1] is '+' or '-' ? at + 2 : at + 1 : -1;
        return sign >= 0 && sign < text.Length && char.IsAsciiDigit(text[sign]) ? Digits(text, sign) : at;
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && (IsWordCharacter(text[at]) || IsInnerApostrophe(text, at)))
            at++;
        return at;
    }

    private static bool IsInnerApostrophe(string text, int at) =>
        IsApostrophe(text[at]) && at > 0 && char.IsLetter(text[at - 1]) && at + 1 < text.Length && char.IsLetter(text[at + 1])
        && !IsPossessive(text, at + 1);

    private static bool IsPossessive(string text, int at) =>
        at < text.Length && text[at] is 's' or 'S' && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));

    private static bool IsApostrophe(char c) => c is '\'' or '’';

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '²' or '³' or '°' || char.IsSurrogate(c);

    private static bool IsOrdinal(string letters) => letters is "st" or "nd" or "rd" or "th";
}
