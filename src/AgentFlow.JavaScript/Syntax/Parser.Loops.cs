namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Statement ParseLoopBody()
    {
        _function.Loops++;
        var body = ParseStatement();
        _function.Loops--;
        return body;
    }

    private WhileStatement ParseWhile()
    {
        var start = _token.Start;
        Advance();
        var test = ParseParenthesizedCondition("while");
        return new WhileStatement(test, ParseLoopBody(), start, _previousEnd);
    }

    private DoWhileStatement ParseDoWhile()
    {
        var start = _token.Start;
        Advance();
        var body = ParseLoopBody();
        Expect(TokenKind.While, "'while' after the body of 'do'");
        var test = ParseParenthesizedCondition("while");
        Eat(TokenKind.Semicolon);
        return new DoWhileStatement(body, test, start, _previousEnd);
    }

    private Statement ParseFor()
    {
        var start = _token.Start;
        Advance();
        var isAwait = IsWord("await");
        if (isAwait)
        {
            if (!_function.IsAsync)
                throw ErrorHere("'for await' can stand only in an async function.");
            Advance();
        }

        Expect(TokenKind.OpenParen, "'(' after 'for'");
        var outer = EnterScope();
        var loop = _token.Kind switch
        {
            TokenKind.Var => ParseForDeclaration(VariableKind.Var, start, isAwait),
            TokenKind.Let => ParseForDeclaration(VariableKind.Let, start, isAwait),
            TokenKind.Const => ParseForDeclaration(VariableKind.Const, start, isAwait),
            _ => ParseForExpression(start, isAwait),
        };
        _scope = outer;
        return loop;
    }

    private Statement ParseForDeclaration(VariableKind kind, int start, bool isAwait)
    {
        var at = _token.Start;
        Advance();
        var allowIn = _allowIn;
        _allowIn = false;
        var declarations = ParseDeclarators(kind, inForHead: true);
        _allowIn = allowIn;
        var declaration = new VariableDeclaration(kind, declarations, at, _previousEnd);
        if (Is(TokenKind.In) || IsWord("of"))
        {
            if (declarations is not [{ Init: null }])
                throw Error($"The head of 'for … {_token.Text}' declares one name without a value.", declaration);
            return ParseForInOf(declaration, start, isAwait);
        }

        foreach (var declarator in declarations)
            CheckInitializer(declarator, kind);
        return ParseForRest(declaration, start, isAwait);
    }

    private Statement ParseForExpression(int start, bool isAwait)
    {
        if (Is(TokenKind.Semicolon))
            return ParseForRest(null, start, isAwait);
        var startsWithAsync = IsWord("async");
        var cover = Cover.None;
        var allowIn = _allowIn;
        _allowIn = false;
        var init = ParseExpression(ref cover);
        _allowIn = allowIn;
        if (Is(TokenKind.In) || IsWord("of"))
        {
            // for (async of …) would read as the start of an arrow function.
            if (startsWithAsync && !isAwait && IsWord("of") && init is Identifier { Parenthesized: false, Name: "async" })
                throw Error("'async' cannot be the target of 'for … of'. Put it in parentheses.", init);
            if (_token.Kind != TokenKind.In && init is SequenceExpression)
                throw Error("The head of 'for … of' needs a single target.", init);
            return ParseForInOf(ToAssignmentTarget(init), start, isAwait);
        }

        CheckCover(cover);
        return ParseForRest(init, start, isAwait);
    }

    private Statement ParseForInOf(Node left, int start, bool isAwait)
    {
        var isIn = Is(TokenKind.In);
        if (isIn && isAwait)
            throw ErrorHere("'for await' needs 'of', not 'in'.");
        Advance();
        var right = isIn ? ParseExpression() : ParseAssignment();
        Expect(TokenKind.CloseParen, "')' after the head of 'for'");
        var body = ParseLoopBody();
        return isIn
            ? new ForInStatement(left, right, body, start, _previousEnd)
            : new ForOfStatement(left, right, body, isAwait, start, _previousEnd);
    }

    private ForStatement ParseForRest(Node? init, int start, bool isAwait)
    {
        if (isAwait)
            throw Unexpected("'of' in the head of 'for await'");
        Expect(TokenKind.Semicolon, "';', 'of' or 'in' in the head of 'for'");
        var test = Is(TokenKind.Semicolon) ? null : ParseExpression();
        Expect(TokenKind.Semicolon, "a second ';' in the head of 'for'");
        var update = Is(TokenKind.CloseParen) ? null : ParseExpression();
        Expect(TokenKind.CloseParen, "')' after the head of 'for'");
        return new ForStatement(init, test, update, ParseLoopBody(), start, _previousEnd);
    }
}
