namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    // At the '(': an expression in parentheses, or the parameters of an arrow function.
    private Expression ParseParenthesized()
    {
        var start = _token.Start;
        var mayBeArrow = _arrowAt == start;
        var list = ParseCoverList();
        if (mayBeArrow && IsArrowAhead(list.Typed))
            return FinishArrow(list, isAsync: false, start);
        MergeCover(list);
        if (list.Typed)
            throw Unexpected("'=>' after parameters with types");
        if (list.Items.Count == 0)
            throw Unexpected(Is(TokenKind.Arrow) ? null : "'=>' after '()'");
        if (list.HasTrailingComma)
            throw Error("A comma cannot stand before this ')'.", _previousEnd - 1, _previousEnd);
        if (list.Items.Find(static item => item is SpreadElement) is { } spread)
            throw Error("'...' cannot stand in parentheses; only in an array, an object or arguments.", spread);
        CheckCover(list.Cover);
        Expression value = list.Items.Count == 1
            ? (Expression)list.Items[0]
            : new SequenceExpression([.. list.Items.Cast<Expression>()], list.Items[0].Start, list.Items[^1].End);
        value.Parenthesized = true;
        return value;
    }

    // At 'async', where an arrow function may start. Null if it is a plain name here.
    private Expression? ParseAsyncForm(int start)
    {
        var next = Peek();
        if (next.NewlineBefore)
            return null;
        switch (next.Kind)
        {
            case TokenKind.Function:
                Advance();
                return ParseFunctionExpression(start, isAsync: true);
            case TokenKind.Name when next.Text != "of" || IsArrowAfterOf():
                Advance();
                var name = ParseIdentifier();
                if (name.Name == "await")
                    throw Error("'await' cannot be a parameter of an async function.", name);
                if (!Is(TokenKind.Arrow) || _token.NewlineBefore)
                    throw Unexpected("'=>' after 'async' and a name");
                return ParseArrow([ToTarget(name, binding: true)], isAsync: true, start);
            case TokenKind.Less when _types:
                Advance();
                SkipTypeParameters();
                var list = ParseCoverList();
                return IsArrowAhead(typed: true) ? FinishArrow(list, isAsync: true, start) : throw Unexpected("'=>' after the parameters");
            case TokenKind.OpenParen:
                return ParseAsyncCallOrArrow(start);
            default:
                return null;
        }
    }

    // 'for (async of => {};;)' against 'for (async of list)'.
    private bool IsArrowAfterOf()
    {
        var position = _lexer.Position;
        _lexer.Next();
        var isArrow = _lexer.Next().Kind == TokenKind.Arrow;
        _lexer.Position = position;
        return isArrow;
    }

    private Expression ParseAsyncCallOrArrow(int start)
    {
        var callee = ParseIdentifier();
        var list = ParseCoverList();
        if (IsArrowAhead(list.Typed))
            return FinishArrow(list, isAsync: true, start);
        MergeCover(list);
        CheckCover(list.Cover);
        return new CallExpression(callee, [.. list.Items.Cast<Expression>()], optional: false, start, _previousEnd);
    }

    private sealed class CoverList
    {
        public List<Node> Items { get; } = [];

        public Cover Cover = Cover.None;

        public bool HasTrailingComma { get; set; }

        /// <summary>Whether a type or a question mark says that these are parameters.</summary>
        public bool Typed { get; set; }

        public int AwaitAt { get; set; }

        public int AwaitNameAt { get; set; }

        public int YieldAt { get; set; }
    }

    private CoverList ParseCoverList()
    {
        var list = new CoverList();
        var open = _token.Start;
        Expect(TokenKind.OpenParen, "'('");
        var (awaitAt, awaitNameAt, yieldAt) = (_awaitAt, _awaitNameAt, _yieldAt);
        (_awaitAt, _awaitNameAt, _yieldAt) = (-1, -1, -1);
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        while (!Is(TokenKind.CloseParen))
        {
            list.HasTrailingComma = false;
            list.Items.Add(ParseCoverItem(list));
            if (Is(TokenKind.CloseParen))
                break;
            if (!Is(TokenKind.Comma))
                throw Unexpected($"')' to close the '(' on line {_source.PositionOf(open).Line}");
            Advance();
            list.HasTrailingComma = true;
        }

        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        (list.AwaitAt, list.AwaitNameAt, list.YieldAt) = (_awaitAt, _awaitNameAt, _yieldAt);
        (_awaitAt, _awaitNameAt, _yieldAt) = (awaitAt, awaitNameAt, yieldAt);
        Advance();
        return list;
    }

    private Node ParseCoverItem(CoverList list)
    {
        var start = _token.Start;
        Node item = Is(TokenKind.Ellipsis) ? ParseSpread(ref list.Cover) : ParseAssignment(ref list.Cover);
        if (!_types || _token.Kind is not (TokenKind.Question or TokenKind.Colon))
            return item;
        list.Typed = true;
        Eat(TokenKind.Question);
        SkipTypeAnnotation();
        return Is(TokenKind.Assign) ? ParseDefault(ToTarget(item, binding: true), start) : item;
    }

    private void MergeCover(CoverList list)
    {
        _awaitAt = _awaitAt < 0 ? list.AwaitAt : _awaitAt;
        _awaitNameAt = _awaitNameAt < 0 ? list.AwaitNameAt : _awaitNameAt;
        _yieldAt = _yieldAt < 0 ? list.YieldAt : _yieldAt;
    }

    // After the ')'. A ':' starts a return type, unless a conditional or a case around waits for it.
    private bool IsArrowAhead(bool typed)
    {
        if (_types && Is(TokenKind.Colon) && (typed || !_colonEnds))
            SkipReturnType();
        return Is(TokenKind.Arrow) && !_token.NewlineBefore;
    }

    private ArrowFunctionExpression FinishArrow(CoverList list, bool isAsync, int start)
    {
        if (list.AwaitAt >= 0)
            throw Error("The parameters of an arrow function cannot hold 'await'.", list.AwaitAt, list.AwaitAt + 5);
        if (isAsync && list.AwaitNameAt >= 0)
            throw Error("The parameters of an async function cannot hold the name 'await'.", list.AwaitNameAt, list.AwaitNameAt + 5);
        if (list.YieldAt >= 0)
            throw Error("The parameters of an arrow function cannot hold 'yield'.", list.YieldAt, list.YieldAt + 5);
        MergeCover(list);
        var parameters = new Node[list.Items.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = list.Items[i] is SpreadElement spread
                ? ToRest(spread, isLast: i == parameters.Length - 1, binding: true)
                : ToTarget(list.Items[i], binding: true);
        }

        return ParseArrow(parameters, isAsync, start);
    }

    // At the '=>'.
    private ArrowFunctionExpression ParseArrow(Node[] parameters, bool isAsync, int start)
    {
        if (!Is(TokenKind.Arrow) || _token.NewlineBefore)
            throw Unexpected("'=>' after the parameters");
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        var saved = EnterFunction(new FunctionState
        {
            IsAsync = isAsync,
            AllowsReturn = true,
            AllowsSuperCall = _function.AllowsSuperCall,
            AllowsSuperProperty = _function.AllowsSuperProperty,
            AllowsNewTarget = _function.AllowsNewTarget,
            ForbidsArguments = _function.ForbidsArguments,
        });
        var outerScope = EnterScope(isFunction: true);
        foreach (var parameter in parameters)
            DeclareNames(parameter, DeclarationKind.Parameter);
        Advance();
        Node body;
        if (Is(TokenKind.OpenBrace))
        {
            body = ParseFunctionBody(parameters);
        }
        else
        {
            (_allowIn, _colonEnds) = (allowIn, colonEnds);
            body = ParseAssignment();
        }

        _scope = outerScope;
        LeaveFunction(saved);
        return new ArrowFunctionExpression(new FunctionNode(FunctionKind.Arrow, null, parameters, body, isAsync, isGenerator: false, start, _previousEnd));
    }
}
