namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Lexer
{
    private TokenKind ReadPunctuator(char c)
    {
        _position++;
        switch (c)
        {
            case '{': return TokenKind.OpenBrace;
            case '}': return TokenKind.CloseBrace;
            case '(': return TokenKind.OpenParen;
            case ')': return TokenKind.CloseParen;
            case '[': return TokenKind.OpenBracket;
            case ']': return TokenKind.CloseBracket;
            case ';': return TokenKind.Semicolon;
            case ',': return TokenKind.Comma;
            case ':': return TokenKind.Colon;
            case '~': return TokenKind.BitNot;
            case '@': return TokenKind.At;
            case '.': return Peek(0) == '.' && Peek(1) == '.' ? Take(2, TokenKind.Ellipsis) : TokenKind.Dot;
            case '?': return ReadQuestion();
            case '<': return ReadLess();
            case '>': return ReadGreater();
            case '=': return ReadEquals();
            case '!': return Peek(0) != '=' ? TokenKind.Not : Peek(1) == '=' ? Take(2, TokenKind.NotEqualEqual) : Take(1, TokenKind.NotEqual);
            case '+': return Peek(0) == '+' ? Take(1, TokenKind.PlusPlus) : OrAssign(TokenKind.Plus, TokenKind.PlusAssign);
            case '-': return Peek(0) == '-' ? Take(1, TokenKind.MinusMinus) : OrAssign(TokenKind.Minus, TokenKind.MinusAssign);
            case '*': return Peek(0) == '*' ? TakeOrAssign(TokenKind.StarStar, TokenKind.StarStarAssign) : OrAssign(TokenKind.Star, TokenKind.StarAssign);
            case '/': return OrAssign(TokenKind.Slash, TokenKind.SlashAssign);
            case '%': return OrAssign(TokenKind.Percent, TokenKind.PercentAssign);
            case '^': return OrAssign(TokenKind.Xor, TokenKind.XorAssign);
            case '&': return Peek(0) == '&' ? TakeOrAssign(TokenKind.AndAnd, TokenKind.AndAndAssign) : OrAssign(TokenKind.And, TokenKind.AndAssign);
            case '|': return Peek(0) == '|' ? TakeOrAssign(TokenKind.OrOr, TokenKind.OrOrAssign) : OrAssign(TokenKind.Or, TokenKind.OrAssign);
            default: throw UnexpectedCharacter(_position - 1);
        }
    }

    private TokenKind ReadQuestion()
    {
        if (Peek(0) == '?')
            return TakeOrAssign(TokenKind.QuestionQuestion, TokenKind.QuestionQuestionAssign);

        // a?.5:1 is a conditional.
        if (Peek(0) == '.' && (uint)(Peek(1) - '0') >= 10)
            return Take(1, TokenKind.QuestionDot);
        return TokenKind.Question;
    }

    private TokenKind ReadLess()
    {
        if (Peek(0) == '<')
            return TakeOrAssign(TokenKind.ShiftLeft, TokenKind.ShiftLeftAssign);
        return OrAssign(TokenKind.Less, TokenKind.LessEqual);
    }

    private TokenKind ReadGreater()
    {
        if (Peek(0) != '>')
            return OrAssign(TokenKind.Greater, TokenKind.GreaterEqual);
        _position++;
        if (Peek(0) == '>')
            return TakeOrAssign(TokenKind.ShiftRightUnsigned, TokenKind.ShiftRightUnsignedAssign);
        return OrAssign(TokenKind.ShiftRight, TokenKind.ShiftRightAssign);
    }

    private TokenKind ReadEquals()
    {
        if (Peek(0) == '>')
            return Take(1, TokenKind.Arrow);
        if (Peek(0) != '=')
            return TokenKind.Assign;
        return Peek(1) == '=' ? Take(2, TokenKind.EqualEqualEqual) : Take(1, TokenKind.EqualEqual);
    }

    private TokenKind OrAssign(TokenKind plain, TokenKind assign) => Peek(0) == '=' ? Take(1, assign) : plain;

    private TokenKind TakeOrAssign(TokenKind plain, TokenKind assign)
    {
        _position++;
        return OrAssign(plain, assign);
    }

    private TokenKind Take(int characters, TokenKind kind)
    {
        _position += characters;
        return kind;
    }

    private SourceErrorException UnexpectedCharacter(int at)
    {
        var c = _text[at];
        var hint = c switch
        {
            '\u2018' or '\u2019' or '\u201C' or '\u201D' => " It is a typographic quote: write ' or \".",
            '\u2013' or '\u2014' or '\u2212' => " It is a typographic dash: write -.",
            _ => "",
        };
        var shown = char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFE' ? $"U+{(int)c:X4}" : c.ToString();
        return Error($"The character '{shown}' cannot stand here.{hint}", at, at + 1);
    }
}
