namespace AgentFlow.JavaScript.Syntax;

// TypeScript's types. They are read to find their end and leave nothing behind, so these productions accept more than TypeScript does: the
// name of a parameter is read as a type, and the members of an object type in any order.
internal sealed partial class Parser
{
    private void SkipTypeAnnotation()
    {
        if (_types && Eat(TokenKind.Colon))
            SkipType();
    }

    private void SkipReturnType()
    {
        if (Eat(TokenKind.Colon))
            SkipType();
    }

    private void SkipType()
    {
        Enter();
        if (Is(TokenKind.Or) || Is(TokenKind.And))
            Advance();
        do
            SkipTypeOperand();
        while (Eat(TokenKind.Or) || Eat(TokenKind.And));
        if (Is(TokenKind.Extends) && !_token.NewlineBefore)
        {
            Advance();
            SkipType();
            Expect(TokenKind.Question, "'?' of the conditional type");
            SkipType();
            Expect(TokenKind.Colon, "':' of the conditional type");
            SkipType();
        }

        Leave();
    }

    private void SkipTypeList()
    {
        do
            SkipType();
        while (Eat(TokenKind.Comma));
    }

    private void SkipTypeOperand()
    {
        switch (_token.Kind)
        {
            case TokenKind.String or TokenKind.Number or TokenKind.BigInt:
                Advance();
                break;
            case TokenKind.Minus:
                Advance();
                Expect(TokenKind.Number, "a number");
                break;
            case TokenKind.Template:
                SkipTemplateType();
                break;
            case TokenKind.OpenParen:
                SkipTypeParentheses();
                if (Eat(TokenKind.Arrow))
                {
                    SkipType();
                    return;
                }

                break;
            case TokenKind.Less:
                SkipTypeParameters();
                SkipTypeParentheses();
                Expect(TokenKind.Arrow, "'=>' of the function type");
                SkipType();
                return;
            case TokenKind.OpenBracket:
                SkipTupleType();
                break;
            case TokenKind.OpenBrace:
                SkipObjectType();
                break;
            default:
                if (!_token.IsWord)
                    throw Unexpected("a type");
                if (!SkipNamedType())
                    return;
                break;
        }

        while (Is(TokenKind.OpenBracket) && !_token.NewlineBefore)
        {
            Advance();
            if (!Is(TokenKind.CloseBracket))
                SkipType();
            Expect(TokenKind.CloseBracket, "']' of the type");
        }
    }

    // False where the type is complete, so that no '[]' belongs to it.
    private bool SkipNamedType()
    {
        var word = _token.Text;
        var isNew = Is(TokenKind.New) || (word == "abstract" && Peek().Kind == TokenKind.New);
        if (isNew)
        {
            if (!Is(TokenKind.New))
                Advance();
            Advance();
            SkipTypeParameters();
            SkipTypeParentheses();
            Expect(TokenKind.Arrow, "'=>' of the constructor type");
            SkipType();
            return false;
        }

        if (word is "keyof" or "readonly" or "unique" or "infer" or "asserts" or "typeof" && StartsTypeOperand(Peek()))
        {
            Advance();
            SkipTypeOperand();
            return word != "typeof" || Is(TokenKind.OpenBracket);
        }

        Advance();
        if (word == "import" && Eat(TokenKind.OpenParen))
        {
            SkipType();
            Expect(TokenKind.CloseParen, "')'");
        }

        while (Eat(TokenKind.Dot))
        {
            if (!_token.IsWord)
                throw Unexpected("a name of a type");
            Advance();
        }

        if (Is(TokenKind.Less) && !_token.NewlineBefore)
            SkipTypeArguments();
        if (!IsWord("is") || _token.NewlineBefore)
            return true;
        Advance();
        SkipType();
        return false;
    }

    private static bool StartsTypeOperand(in Token token) => !token.NewlineBefore
        && (token.IsWord || token.Kind is TokenKind.OpenParen or TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.String or TokenKind.Template)
        && token.Text is not ("is" or "extends");

    private void SkipTemplateType()
    {
        while (!_token.TemplateEnds)
        {
            Advance();
            SkipType();
            if (!Is(TokenKind.CloseBrace))
                throw Unexpected("'}' in the template type");
            _token = _lexer.ContinueTemplate(_token);
        }

        Advance();
    }

    // A type in parentheses, or the parameters of a function type.
    private void SkipTypeParentheses()
    {
        Expect(TokenKind.OpenParen, "'('");
        SkipTypeItems(TokenKind.CloseParen);
    }

    private void SkipTupleType()
    {
        Advance();
        SkipTypeItems(TokenKind.CloseBracket);
    }

    private void SkipTypeItems(TokenKind close)
    {
        while (!Eat(close))
        {
            Eat(TokenKind.Ellipsis);
            SkipType();
            Eat(TokenKind.Question);
            if (Eat(TokenKind.Colon))
                SkipType();
            if (!Is(close))
                Expect(TokenKind.Comma, "',' in the type");
        }
    }

    private void SkipObjectType()
    {
        Expect(TokenKind.OpenBrace, "'{' of the type");
        while (!Eat(TokenKind.CloseBrace))
        {
            switch (_token.Kind)
            {
                case TokenKind.Colon:
                    Advance();
                    SkipType();
                    break;
                case TokenKind.OpenParen:
                    SkipTypeParentheses();
                    break;
                case TokenKind.Less:
                    SkipTypeParameters();
                    break;
                case TokenKind.OpenBracket:
                    SkipTypeKey();
                    break;
                case TokenKind.Comma or TokenKind.Semicolon or TokenKind.Question or TokenKind.Plus or TokenKind.Minus or TokenKind.Ellipsis
                    or TokenKind.String or TokenKind.Number:
                    Advance();
                    break;
                default:
                    if (!_token.IsWord)
                        throw Unexpected("a member of the object type, or '}'");
                    Advance();
                    break;
            }
        }
    }

    // [key: string], [Symbol.iterator], [K in keyof T as X].
    private void SkipTypeKey()
    {
        Advance();
        SkipType();
        if (Eat(TokenKind.In) || Eat(TokenKind.Colon))
            SkipType();
        if (IsWord("as"))
        {
            Advance();
            SkipType();
        }

        Expect(TokenKind.CloseBracket, "']' of the type's key");
    }

    private void SkipTypeParameters()
    {
        if (!Is(TokenKind.Less))
            return;
        Advance();
        while (!IsGreater())
        {
            while (_token.Kind is TokenKind.Const or TokenKind.In || (IsWord("out") && Peek().IsWord))
                Advance();
            if (Is(TokenKind.Name) && Peek().Kind is TokenKind.Extends or TokenKind.Assign)
                Advance();
            else
                SkipType();
            if (Eat(TokenKind.Extends))
                SkipType();
            if (Eat(TokenKind.Assign))
                SkipType();
            if (!IsGreater())
                Expect(TokenKind.Comma, "',' or '>' in the type parameters");
        }

        EatGreater();
    }

    private void SkipTypeArguments()
    {
        Advance();
        while (!IsGreater())
        {
            SkipType();
            if (!IsGreater())
                Expect(TokenKind.Comma, "',' or '>' in the type arguments");
        }

        EatGreater();
    }

    private bool IsGreater() => _token.Kind is TokenKind.Greater or TokenKind.ShiftRight or TokenKind.ShiftRightUnsigned or TokenKind.GreaterEqual
        or TokenKind.ShiftRightAssign or TokenKind.ShiftRightUnsignedAssign;

    // The first character of the token, which may be part of '>>' or '>='.
    private void EatGreater()
    {
        _lexer.Position = _token.Start + 1;
        _token.End = _token.Start + 1;
        Advance();
    }
}
