namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Statement ParseStatementListItem(bool topLevel = false)
    {
        switch (_token.Kind)
        {
            case TokenKind.Function:
                return ParseFunctionDeclaration(_token.Start, isAsync: false);
            case TokenKind.Class:
                return ParseClassDeclaration();
            case TokenKind.Let:
                return ParseVariableStatement(VariableKind.Let);
            case TokenKind.Const:
                return _types && Peek().Kind == TokenKind.Enum ? ParseEnum() : ParseVariableStatement(VariableKind.Const);
            case TokenKind.Import or TokenKind.Export:
                return ParseModuleItem(topLevel);
            case TokenKind.Enum when _types:
                return ParseEnum();
            case TokenKind.Name or TokenKind.Interface:
                if (IsAsyncFunction())
                    return ParseAsyncFunctionDeclaration();
                return (_types ? ParseTypeDeclaration() : null) ?? ParseStatement();
            default:
                return ParseStatement();
        }
    }

    private bool IsAsyncFunction() => IsWord("async") && Peek() is { Kind: TokenKind.Function, NewlineBefore: false };

    private Statement ParseAsyncFunctionDeclaration()
    {
        var start = _token.Start;
        Advance();
        return ParseFunctionDeclaration(start, isAsync: true);
    }

    private Statement ParseStatement()
    {
        Enter();
        var start = _token.Start;
        var statement = _token.Kind switch
        {
            TokenKind.OpenBrace => ParseBlock(),
            TokenKind.Semicolon => ParseEmpty(),
            TokenKind.Var => ParseVariableStatement(VariableKind.Var),
            TokenKind.If => ParseIf(),
            TokenKind.For => ParseFor(),
            TokenKind.While => ParseWhile(),
            TokenKind.Do => ParseDoWhile(),
            TokenKind.Continue or TokenKind.Break => ParseJump(),
            TokenKind.Return => ParseReturn(),
            TokenKind.Switch => ParseSwitch(),
            TokenKind.Throw => ParseThrow(),
            TokenKind.Try => ParseTry(),
            TokenKind.Debugger => ParseDebugger(),
            TokenKind.With => throw ErrorHere("'with' is not available. Write the object in front of each property, or destructure it: const { a, b } = object;"),
            TokenKind.Function or TokenKind.Class or TokenKind.Let or TokenKind.Const =>
                throw ErrorHere($"A declaration ('{_token.Text}') cannot be the whole body of a statement. Put it in braces: {{ … }}"),
            TokenKind.Import when Peek().Kind is not (TokenKind.OpenParen or TokenKind.Dot) => throw ErrorHere("An 'import' cannot stand in a block."),
            TokenKind.Export => throw ErrorHere("An 'export' can stand only at the top of the program."),
            TokenKind.At => throw ErrorHere("Decorators are not available. Call the function with the class or method instead."),
            _ => ParseExpressionStatement(start),
        };
        Leave();
        return statement;
    }

    private BlockStatement ParseBlock()
    {
        var outer = EnterScope();
        var block = ParseBlockInScope();
        _scope = outer;
        return block;
    }

    private BlockStatement ParseBlockInScope()
    {
        var start = _token.Start;
        Expect(TokenKind.OpenBrace, "'{'");
        var body = ParseStatementsToBrace(start);
        Advance();
        return new BlockStatement(body, start, _previousEnd);
    }

    // Up to the '}', which stays.
    private Statement[] ParseStatementsToBrace(int open)
    {
        if (Is(TokenKind.CloseBrace))
            return [];
        var body = new List<Statement>();
        while (!Is(TokenKind.CloseBrace))
        {
            if (Is(TokenKind.EndOfSource))
                throw ErrorHere($"The program ends before the '}}' that closes the '{{' on line {_source.PositionOf(open).Line}.");
            body.Add(ParseStatementListItem());
        }

        return [.. body];
    }

    private EmptyStatement ParseEmpty()
    {
        Advance();
        return new EmptyStatement(_previousEnd - 1, _previousEnd);
    }

    private DebuggerStatement ParseDebugger()
    {
        var start = _token.Start;
        Advance();
        Semicolon();
        return new DebuggerStatement(start, _previousEnd);
    }

    private Statement ParseExpressionStatement(int start)
    {
        if (IsAsyncFunction())
            throw ErrorHere("A declaration ('async function') cannot be the whole body of a statement. Put it in braces: { … }");
        var isName = Is(TokenKind.Name);
        var expression = ParseExpression();
        if (isName && Is(TokenKind.Colon) && expression is Identifier { Parenthesized: false } label)
            return ParseLabeled(label);
        Semicolon();
        return new ExpressionStatement(expression, start, _previousEnd);
    }

    // At the ':' of a first label. Further labels of the same statement are read in a loop.
    private LabeledStatement ParseLabeled(Identifier label)
    {
        var labels = _function.Labels;
        var first = labels.Count;
        var starts = new List<int>();
        while (true)
        {
            if (labels.Exists(known => known.Name == label.Name))
                throw Error($"The label '{label.Name}' is already in use around here.", label);
            if (labels.Count >= ParserLimits.MaxNesting)
                throw Error($"More than {ParserLimits.MaxNesting} labels stand around this statement.", label);
            labels.Add((label.Name, false));
            starts.Add(label.Start);
            Advance();
            if (!Is(TokenKind.Name) || Peek().Kind != TokenKind.Colon)
                break;
            label = ParseIdentifier();
        }

        if (_token.Kind is TokenKind.For or TokenKind.While or TokenKind.Do)
        {
            for (var i = first; i < labels.Count; i++)
                labels[i] = (labels[i].Name, true);
        }

        var body = ParseStatement();
        for (var i = labels.Count - 1; i >= first; i--)
            body = new LabeledStatement(labels[i].Name, body, starts[i - first], _previousEnd);
        labels.RemoveRange(first, labels.Count - first);
        return (LabeledStatement)body;
    }

    private IfStatement ParseIf()
    {
        // A chain of 'else if' is read in a loop and put together from its end.
        var heads = new List<(Expression Test, Statement Consequent, int Start)>();
        Statement? alternate = null;
        do
        {
            var start = _token.Start;
            Advance();
            var test = ParseParenthesizedCondition("if");
            heads.Add((test, ParseStatement(), start));
            if (!Eat(TokenKind.Else))
                break;
            if (!Is(TokenKind.If))
                alternate = ParseStatement();
        }
        while (alternate is null);

        for (var i = heads.Count - 1; i >= 0; i--)
            alternate = new IfStatement(heads[i].Test, heads[i].Consequent, alternate, heads[i].Start, _previousEnd);
        return (IfStatement)alternate!;
    }

    private Expression ParseParenthesizedCondition(string keyword)
    {
        Expect(TokenKind.OpenParen, $"'(' after '{keyword}'");
        var test = ParseExpression();
        Expect(TokenKind.CloseParen, $"')' to close the condition of '{keyword}'");
        return test;
    }

    private Statement ParseJump()
    {
        var isBreak = Is(TokenKind.Break);
        var start = _token.Start;
        Advance();
        string? label = null;
        if (Is(TokenKind.Name) && !_token.NewlineBefore)
        {
            label = _token.Text!;
            var target = _function.Labels.FindIndex(known => known.Name == label);
            if (target < 0)
                throw ErrorHere($"There is no label '{label}' around this statement in this function.");
            if (!isBreak && !_function.Labels[target].IsLoop)
                throw ErrorHere($"'continue {label}' needs a loop, and '{label}' labels none. Use 'break {label}'.");
            Advance();
        }
        else if (isBreak ? _function.Loops + _function.Switches == 0 : _function.Loops == 0)
        {
            throw Error(isBreak ? "'break' stands outside of a loop or switch. Leave a function with 'return'." : "'continue' stands outside of a loop. Leave a callback with 'return'.", start, _previousEnd);
        }

        Semicolon();
        return isBreak ? new BreakStatement(label, start, _previousEnd) : new ContinueStatement(label, start, _previousEnd);
    }

    private ReturnStatement ParseReturn()
    {
        if (!_function.AllowsReturn)
            throw ErrorHere("'return' stands outside of a function.");
        var start = _token.Start;
        Advance();
        var argument = _token.Kind is TokenKind.Semicolon or TokenKind.CloseBrace or TokenKind.EndOfSource || _token.NewlineBefore ? null : ParseExpression();
        Semicolon();
        return new ReturnStatement(argument, start, _previousEnd);
    }

    private ThrowStatement ParseThrow()
    {
        var start = _token.Start;
        Advance();
        if (_token.NewlineBefore)
            throw Error("'throw' needs its value on the same line.", start, _previousEnd);
        var argument = ParseExpression();
        Semicolon();
        return new ThrowStatement(argument, start, _previousEnd);
    }

    private SwitchStatement ParseSwitch()
    {
        var start = _token.Start;
        Advance();
        var discriminant = ParseParenthesizedCondition("switch");
        Expect(TokenKind.OpenBrace, "'{' after 'switch (…)'");
        var outer = EnterScope();
        _function.Switches++;
        var cases = new List<SwitchCase>();
        var hasDefault = false;
        while (!Eat(TokenKind.CloseBrace))
        {
            if (Is(TokenKind.Default))
            {
                if (hasDefault)
                    throw ErrorHere("A switch has only one 'default'.");
                hasDefault = true;
            }

            cases.Add(ParseCase());
        }

        _function.Switches--;
        _scope = outer;
        return new SwitchStatement(discriminant, [.. cases], start, _previousEnd);
    }

    private SwitchCase ParseCase()
    {
        var start = _token.Start;
        Expression? test = null;
        if (Eat(TokenKind.Case))
        {
            var outer = _colonEnds;
            _colonEnds = true;
            test = ParseExpression();
            _colonEnds = outer;
        }
        else
        {
            Expect(TokenKind.Default, "'case', 'default' or '}' in a switch");
        }

        Expect(TokenKind.Colon, "':' after the case");
        var body = new List<Statement>();
        while (_token.Kind is not (TokenKind.Case or TokenKind.Default or TokenKind.CloseBrace))
        {
            if (Is(TokenKind.EndOfSource))
                throw Unexpected("'}' to close the switch");
            body.Add(ParseStatementListItem());
        }

        return new SwitchCase(test, [.. body], start, _previousEnd);
    }

    private TryStatement ParseTry()
    {
        var start = _token.Start;
        Advance();
        var block = ParseBlock();
        CatchClause? handler = null;
        var at = _token.Start;
        if (Eat(TokenKind.Catch))
        {
            var outer = EnterScope();
            Node? parameter = null;
            if (Eat(TokenKind.OpenParen))
            {
                parameter = ParseBindingTarget();
                DeclareNames(parameter, parameter is Identifier ? DeclarationKind.SimpleCatch : DeclarationKind.CatchPattern);
                SkipTypeAnnotation();
                Expect(TokenKind.CloseParen, "')' after the parameter of 'catch'");
            }

            handler = new CatchClause(parameter, ParseBlockInScope(), at, _previousEnd);
            _scope = outer;
        }

        var finalizer = Eat(TokenKind.Finally) ? ParseBlock() : null;
        if (handler is null && finalizer is null)
            throw Unexpected("'catch' or 'finally' after the block of 'try'");
        return new TryStatement(block, handler, finalizer, start, _previousEnd);
    }
}
