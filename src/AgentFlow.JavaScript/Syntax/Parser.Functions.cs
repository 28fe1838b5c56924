namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Statement ParseFunctionDeclaration(int start, bool isAsync)
    {
        Enter();
        Advance();
        var isGenerator = Eat(TokenKind.Star);
        var id = ParseBindingIdentifier();
        var function = ParseFunction(FunctionKind.Normal, id, isAsync, isGenerator, start, NewFunctionState(FunctionKind.Normal, isAsync, isGenerator));
        Leave();

        // The signature of an overload or of a declared function has no body and leaves nothing behind.
        if (function is null)
            return new EmptyStatement(start, _previousEnd);
        Declare(id, DeclarationKind.Function);
        return new FunctionDeclaration(function);
    }

    private FunctionExpression ParseFunctionExpression(int start, bool isAsync)
    {
        Advance();
        var isGenerator = Eat(TokenKind.Star);
        var state = NewFunctionState(FunctionKind.Normal, isAsync, isGenerator);
        Identifier? id = null;
        if (!Is(TokenKind.OpenParen) && !(_types && Is(TokenKind.Less)))
        {
            // The name of an expression is bound within it, so its own kind decides whether 'await' is a name.
            var outer = _function;
            _function = state;
            id = ParseBindingIdentifier();
            _function = outer;
        }

        return new FunctionExpression(RequireBody(ParseFunction(FunctionKind.Normal, id, isAsync, isGenerator, start, state)));
    }

    private FunctionNode RequireBody(FunctionNode? function) => function ?? throw Unexpected("'{' to open the function's body");

    // At the parameters; the method's text starts at its modifiers or its key.
    private FunctionNode ParseMethod(FunctionKind kind, bool isAsync, bool isGenerator, int start) =>
        RequireBody(ParseMethodOrSignature(kind, isAsync, isGenerator, start));

    private FunctionNode? ParseMethodOrSignature(FunctionKind kind, bool isAsync, bool isGenerator, int start)
    {
        var function = ParseFunction(kind, null, isAsync, isGenerator, start, NewFunctionState(kind, isAsync, isGenerator));
        if (function is null)
            return null;
        if (kind == FunctionKind.Getter && function.Parameters.Length != 0)
            throw Error("A getter has no parameters.", function.Parameters[0]);
        if (kind == FunctionKind.Setter && function.Parameters is not [not RestElement])
            throw Error("A setter has exactly one parameter, which is not a rest.", start, start + 1);
        return function;
    }

    private static FunctionState NewFunctionState(FunctionKind kind, bool isAsync, bool isGenerator) => new()
    {
        IsAsync = isAsync,
        IsGenerator = isGenerator,
        AllowsReturn = true,
        AllowsNewTarget = true,
        AllowsSuperCall = kind == FunctionKind.DerivedConstructor,
        AllowsSuperProperty = kind != FunctionKind.Normal,
    };

    // From the parameters on. Null for a signature without a body, which TypeScript allows in some places.
    private FunctionNode? ParseFunction(FunctionKind kind, Identifier? id, bool isAsync, bool isGenerator, int start, FunctionState state)
    {
        var saved = EnterFunction(state);
        var outerScope = EnterScope(isFunction: true);
        if (_types)
            SkipTypeParameters();
        var properties = new List<Identifier>();
        var parameters = ParseParameters(kind is FunctionKind.ClassConstructor or FunctionKind.DerivedConstructor ? properties : null);
        if (isAsync && _awaitAt >= 0)
            throw Error("The parameters of an async function cannot hold 'await'.", _awaitAt, _awaitAt + 5);
        if (isGenerator && _yieldAt >= 0)
            throw Error("The parameters of a generator cannot hold 'yield'.", _yieldAt, _yieldAt + 5);
        if (_types)
            SkipReturnType();
        FunctionNode? function = null;
        if (!_types || Is(TokenKind.OpenBrace))
        {
            var body = ParseFunctionBody(parameters);
            if (properties.Count > 0)
                body = AssignParameterProperties(body, properties, kind == FunctionKind.DerivedConstructor);
            function = new FunctionNode(kind, id, parameters, body, isAsync, isGenerator, start, _previousEnd);
        }
        else
        {
            Semicolon();
        }

        _scope = outerScope;
        LeaveFunction(saved);
        return function;
    }

    private readonly record struct FunctionFrame(FunctionState State, int AwaitAt, int AwaitNameAt, int YieldAt, bool AllowIn, bool ColonEnds);

    private FunctionFrame EnterFunction(FunctionState state)
    {
        var frame = new FunctionFrame(_function, _awaitAt, _awaitNameAt, _yieldAt, _allowIn, _colonEnds);
        _function = state;
        (_awaitAt, _awaitNameAt, _yieldAt) = (-1, -1, -1);
        (_allowIn, _colonEnds) = (true, false);
        return frame;
    }

    private void LeaveFunction(in FunctionFrame frame) =>
        (_function, _awaitAt, _awaitNameAt, _yieldAt, _allowIn, _colonEnds) =
            (frame.State, frame.AwaitAt, frame.AwaitNameAt, frame.YieldAt, frame.AllowIn, frame.ColonEnds);

    private Node[] ParseParameters(List<Identifier>? properties)
    {
        Expect(TokenKind.OpenParen, "'(' to open the parameters");
        var parameters = new List<Node>();
        while (!Is(TokenKind.CloseParen))
        {
            if (_types && Is(TokenKind.This))
            {
                Advance();
                SkipTypeAnnotation();
            }
            else
            {
                parameters.Add(ParseParameter(properties));
            }

            if (parameters is [.., RestElement] && !Is(TokenKind.CloseParen))
                throw RestNotLast();
            if (!Is(TokenKind.CloseParen))
                Expect(TokenKind.Comma, "',' or ')' in the parameters");
        }

        Advance();
        return [.. parameters];
    }

    private Node ParseParameter(List<Identifier>? properties)
    {
        var start = _token.Start;
        var isProperty = _types && properties is not null && SkipModifiers(ParameterModifiers) > 0;
        Node parameter = Is(TokenKind.Ellipsis) ? ParseRest(ParseBindingTarget) : ParseBindingTarget();
        DeclareNames(parameter, DeclarationKind.Parameter);
        if (_types)
        {
            Eat(TokenKind.Question);
            SkipTypeAnnotation();
        }

        if (isProperty)
            properties!.Add(parameter as Identifier ?? throw Error("A parameter that is a property needs a plain name.", parameter));
        return parameter is RestElement ? parameter : ParseDefault(parameter, start);
    }

    private BlockStatement ParseFunctionBody(Node[] parameters)
    {
        var body = ParseBlockInScope();
        if (HasUseStrict(body.Body) is { } directive && !Array.TrueForAll(parameters, static p => p is Identifier))
            throw Error("'use strict' cannot stand in a function whose parameters have defaults, patterns or a rest. All code is strict: leave it out.", directive);
        return body;
    }

    private ExpressionStatement? HasUseStrict(Statement[] body)
    {
        foreach (var statement in body)
        {
            if (statement is not ExpressionStatement { Expression: StringLiteral { Parenthesized: false } text } directive)
                return null;
            if (_source.Text.AsSpan(text.Start + 1, text.End - text.Start - 2) is "use strict")
                return directive;
        }

        return null;
    }
}
