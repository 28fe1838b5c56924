namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    // Members and calls, in a loop: a chain may be as long as the source.
    private Expression ParseLeftHandSide(ref Cover cover)
    {
        var start = _token.Start;
        var expression = ParsePrimary(ref cover);
        if (expression is ArrowFunctionExpression { Parenthesized: false })
            return expression;
        var inChain = false;
        while (true)
        {
            if (_token.Kind is TokenKind.Dot or TokenKind.OpenBracket or TokenKind.OpenParen or TokenKind.QuestionDot or TokenKind.Template)
                CheckCover(cover);
            switch (_token.Kind)
            {
                case TokenKind.Dot:
                    Advance();
                    expression = ParseMember(expression, optional: false, start);
                    break;
                case TokenKind.QuestionDot:
                    inChain = true;
                    Advance();
                    expression = ParseOptionalLink(expression, start);
                    break;
                case TokenKind.OpenBracket:
                    expression = ParseComputedMember(expression, optional: false, start);
                    break;
                case TokenKind.OpenParen:
                    expression = new CallExpression(expression, ParseArguments(), optional: false, start, _previousEnd);
                    break;
                case TokenKind.Template:
                    if (inChain)
                        throw ErrorHere("A template cannot follow a chain with '?.'.");
                    expression = new TaggedTemplateExpression(expression, ParseTemplate(tagged: true), start, _previousEnd);
                    break;
                case TokenKind.Not when _types && !_token.NewlineBefore:
                    Advance();
                    break;
                case TokenKind.Less when _types && SkipCallTypeArguments():
                    continue;
                default:
                    return inChain ? new ChainExpression(expression, start, _previousEnd) : expression;
            }
        }
    }

    private MemberExpression ParseMember(Expression obj, bool optional, int start)
    {
        if (Is(TokenKind.PrivateName))
        {
            if (obj is Super)
                throw ErrorHere("A private member cannot be reached through 'super'.");
            var name = new PrivateIdentifier(_token.Text!, _token.Start, _token.End);
            UsePrivateName(name);
            Advance();
            return new MemberExpression(obj, name, computed: false, optional, start, _previousEnd);
        }

        if (!_token.IsWord)
            throw Unexpected("the name of a property after '.'");
        return new MemberExpression(obj, ParseIdentifier(), computed: false, optional, start, _previousEnd);
    }

    private MemberExpression ParseComputedMember(Expression obj, bool optional, int start)
    {
        Advance();
        var property = ParseBracketed();
        Expect(TokenKind.CloseBracket, "']' to close the property's key");
        return new MemberExpression(obj, property, computed: true, optional, start, _previousEnd);
    }

    // After the '?.'.
    private Expression ParseOptionalLink(Expression obj, int start)
    {
        switch (_token.Kind)
        {
            case TokenKind.OpenParen:
                return new CallExpression(obj, ParseArguments(), optional: true, start, _previousEnd);
            case TokenKind.OpenBracket:
                return ParseComputedMember(obj, optional: true, start);
            case TokenKind.Template:
                throw ErrorHere("A template cannot follow a chain with '?.'.");
            default:
                return ParseMember(obj, optional: true, start);
        }
    }

    private Expression[] ParseArguments()
    {
        var open = _token.Start;
        Advance();
        if (Eat(TokenKind.CloseParen))
            return [];
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        var arguments = new List<Expression>();
        while (!Is(TokenKind.CloseParen))
        {
            arguments.Add(Is(TokenKind.Ellipsis) ? ParseSpread() : ParseAssignment());
            if (!Is(TokenKind.CloseParen) && !Eat(TokenKind.Comma))
                throw Unexpected($"',' or ')' in the arguments that start on line {_source.PositionOf(open).Line}");
        }

        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        Advance();
        return [.. arguments];
    }

    private SpreadElement ParseSpread()
    {
        var cover = Cover.None;
        var spread = ParseSpread(ref cover);
        CheckCover(cover);
        return spread;
    }

    private SpreadElement ParseSpread(ref Cover cover)
    {
        var start = _token.Start;
        Advance();
        return new SpreadElement(ParseAssignment(ref cover), start, _previousEnd);
    }

    private Expression ParseNew()
    {
        var start = _token.Start;
        Advance();
        if (Eat(TokenKind.Dot))
        {
            if (!IsWord("target"))
                throw Unexpected("'target' after 'new.'");
            if (!_function.AllowsNewTarget)
                throw Error("'new.target' stands outside of a function.", start, _token.End);
            Advance();
            return new MetaProperty(start, _previousEnd);
        }

        Enter();
        var callee = ParseNewCallee();
        Leave();
        if (_types && Is(TokenKind.Less))
            SkipCallTypeArguments();
        var arguments = Is(TokenKind.OpenParen) ? ParseArguments() : [];
        return new NewExpression(callee, arguments, start, _previousEnd);
    }

    // The callee of 'new' ends before its first call.
    private Expression ParseNewCallee()
    {
        var start = _token.Start;
        if (Is(TokenKind.Import))
            throw ErrorHere("'import()' is not available. What the host offers is there as global names.");
        _arrowAt = -1;
        var cover = Cover.None;
        var callee = Is(TokenKind.New) ? ParseNew() : ParsePrimary(ref cover);
        CheckCover(cover);
        while (true)
        {
            switch (_token.Kind)
            {
                case TokenKind.Dot:
                    Advance();
                    callee = ParseMember(callee, optional: false, start);
                    break;
                case TokenKind.OpenBracket:
                    callee = ParseComputedMember(callee, optional: false, start);
                    break;
                case TokenKind.Template:
                    callee = new TaggedTemplateExpression(callee, ParseTemplate(tagged: true), start, _previousEnd);
                    break;
                case TokenKind.QuestionDot:
                    throw ErrorHere("'?.' cannot stand between 'new' and its arguments.");
                default:
                    return callee;
            }
        }
    }

    private Super ParseSuper()
    {
        var start = _token.Start;
        Advance();
        if (Is(TokenKind.OpenParen) ? !_function.AllowsSuperCall : !_function.AllowsSuperProperty)
        {
            throw Error(Is(TokenKind.OpenParen)
                ? "'super()' can stand only in the constructor of a class with 'extends'."
                : "'super' can stand only in a method.", start, _previousEnd);
        }

        if (_token.Kind is not (TokenKind.OpenParen or TokenKind.Dot or TokenKind.OpenBracket))
            throw Unexpected("'(', '.' or '[' after 'super'");
        return new Super(start, _previousEnd);
    }
}
