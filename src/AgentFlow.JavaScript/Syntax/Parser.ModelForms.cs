namespace AgentFlow.JavaScript.Syntax;

// What models write around a program: exports, and a value that is stated and not returned.
internal sealed partial class Parser
{
    // How deep the last statement is searched for the expression that is the program's value.
    private const int MaxCompletionDepth = 20;

    // No name that a program can write.
    private const string DefaultName = "*default*";

    private Identifier? _default;

    private Statement ParseModuleItem(bool topLevel)
    {
        if (Is(TokenKind.Import) && Peek().Kind is TokenKind.OpenParen or TokenKind.Dot)
            throw NoExpression();
        if (_options.Kind != ProgramKind.AsyncBody || !topLevel)
            throw ErrorHere($"'{_token.Text}' can stand only at the top of a module, and modules are not available.");
        return Is(TokenKind.Import) ? ParseImport() : ParseExport();
    }

    private EmptyStatement ParseImport()
    {
        var start = _token.Start;
        Advance();
        var typesOnly = _types && IsWord("type") && Peek().Kind is TokenKind.Name or TokenKind.OpenBrace or TokenKind.Star;
        while (_token.Kind is not (TokenKind.String or TokenKind.Semicolon or TokenKind.EndOfSource))
            Advance();
        if (!typesOnly)
        {
            throw Error($"Modules cannot be imported{(Is(TokenKind.String) ? $" ('{Shown(_token.Text)}')" : "")}. What the host offers is there as global names: remove the import.",
                start, _token.End);
        }

        Expect(TokenKind.String, "the name of the module");
        Semicolon();
        return new EmptyStatement(start, _previousEnd);
    }

    private Statement ParseExport()
    {
        var start = _token.Start;
        Advance();
        switch (_token.Kind)
        {
            case TokenKind.Default:
                return ParseDefaultExport();
            case TokenKind.OpenBrace:
                return ParseExportList(start);
            case TokenKind.Name when IsWord("type") && Peek().Kind == TokenKind.OpenBrace:
                Advance();
                return ParseExportList(start);
            case TokenKind.Star:
                throw Error("Modules cannot be imported, and so not exported again either.", start, _token.End);
            case TokenKind.Var:
                return ParseVariableStatement(VariableKind.Var);
            case TokenKind.Const or TokenKind.Let or TokenKind.Function or TokenKind.Class or TokenKind.Enum or TokenKind.Interface or TokenKind.Name:
                return ParseStatementListItem();
            default:
                throw Unexpected("a declaration, 'default' or '{' after 'export'");
        }
    }

    // The names of a list are the program's own: there is nobody to import them.
    private EmptyStatement ParseExportList(int start)
    {
        while (!Eat(TokenKind.CloseBrace))
        {
            if (Is(TokenKind.EndOfSource))
                throw Unexpected("'}'");
            Advance();
        }

        if (IsWord("from"))
            throw ErrorHere("Modules cannot be imported, and so not exported again either.");
        Semicolon();
        return new EmptyStatement(start, _previousEnd);
    }

    private Statement ParseDefaultExport()
    {
        if (_default is not null)
            throw ErrorHere("A program has only one 'export default'.");
        Advance();
        var start = _token.Start;
        var isFunction = Is(TokenKind.Function) || IsAsyncFunction();
        if ((isFunction || Is(TokenKind.Class)) && IsNamedDeclaration())
        {
            var declaration = ParseStatementListItem();
            _default = (declaration as FunctionDeclaration)?.Function.Id ?? (declaration as ClassDeclaration)?.Class.Id;
            return declaration;
        }

        if (_types && (Is(TokenKind.Interface) || IsWord("abstract")) && ParseTypeDeclaration() is { } erased)
            return erased;
        var value = ParseAssignment();
        Semicolon();
        _default = new Identifier(DefaultName, start, _previousEnd);
        return new VariableDeclaration(VariableKind.Const, [new VariableDeclarator(_default, value, start, _previousEnd)], start, _previousEnd);
    }

    private bool IsNamedDeclaration()
    {
        var position = _lexer.Position;
        Token next;
        do
            next = _lexer.Next();
        while (next.Kind is TokenKind.Function or TokenKind.Star);
        _lexer.Position = position;
        return next.Kind == TokenKind.Name;
    }

    /// <summary>
    /// Gives the program its value: what it exports by default (if it is a function, whoever runs the program calls it), else a last bare expression, else the result of a
    /// function that is the whole program.
    /// </summary>
    private void CompleteModelCode(List<Statement> body)
    {
        if (_default is { } name)
        {
            body.Add(Return(name));
            return;
        }

        var last = body.FindLastIndex(static s => s is not EmptyStatement);
        if (last < 0)
            return;
        var isWhole = body.FindIndex(static s => s is not EmptyStatement) == last;
        if (isWhole && body[last] is FunctionDeclaration { Function: { IsGenerator: false, ExpectedArguments: 0 } whole })
            body.Add(Return(Call(whole.Id!)));
        else
            body[last] = Complete(body[last], 0);
    }

    private static Statement Complete(Statement statement, int depth)
    {
        if (depth > MaxCompletionDepth)
            return statement;
        switch (statement)
        {
            case ExpressionStatement { Expression: var value }:
                return Return(IsCallable(value) ? Call(value) : value);
            case BlockStatement block:
                return CompleteBlock(block, depth);
            case IfStatement branch:
                var alternate = branch.Alternate is null ? null : Complete(branch.Alternate, depth + 1);
                return new IfStatement(branch.Test, Complete(branch.Consequent, depth + 1), alternate, branch.Start, branch.End);
            case TryStatement attempt:
                var handler = attempt.Handler is { } clause
                    ? new CatchClause(clause.Parameter, CompleteBlock(clause.Body, depth + 1), clause.Start, clause.End)
                    : null;
                return new TryStatement(CompleteBlock(attempt.Block, depth + 1), handler, attempt.Finalizer, attempt.Start, attempt.End);
            default:
                return statement;
        }
    }

    private static BlockStatement CompleteBlock(BlockStatement block, int depth)
    {
        var last = Array.FindLastIndex(block.Body, static s => s is not EmptyStatement);
        if (last < 0)
            return block;
        var body = (Statement[])block.Body.Clone();
        body[last] = Complete(body[last], depth + 1);
        return new BlockStatement(body, block.Start, block.End);
    }

    // A function that nobody calls and that asks for nothing: async () => { … }
    private static bool IsCallable(Expression value) => value switch
    {
        ArrowFunctionExpression { Function.ExpectedArguments: 0 } => true,
        FunctionExpression { Function: { ExpectedArguments: 0, IsGenerator: false } } => true,
        _ => false,
    };

    private static ReturnStatement Return(Expression value) => new(value, value.Start, value.End);

    private static CallExpression Call(Expression callee) => new(callee, [], optional: false, callee.Start, callee.End);
}
