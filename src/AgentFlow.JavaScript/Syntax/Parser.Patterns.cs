namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private VariableDeclaration ParseVariableStatement(VariableKind kind)
    {
        var start = _token.Start;
        Advance();
        var declarations = ParseDeclarators(kind, inForHead: false);
        Semicolon();
        return new VariableDeclaration(kind, declarations, start, _previousEnd);
    }

    private VariableDeclarator[] ParseDeclarators(VariableKind kind, bool inForHead)
    {
        var declarations = new List<VariableDeclarator>();
        do
        {
            var start = _token.Start;
            if (inForHead && declarations.Count > 0 && Is(TokenKind.Name) && Peek().Kind is TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual)
                throw ErrorHere("The three parts of a 'for' head are separated by ';', not by ','.");
            var target = ParseBindingTarget();
            DeclareNames(target, kind == VariableKind.Var ? DeclarationKind.Var : DeclarationKind.Lexical);
            if (_types)
            {
                if (Is(TokenKind.Not) && !_token.NewlineBefore)
                    Advance();
                SkipTypeAnnotation();
            }

            var init = Eat(TokenKind.Assign) ? ParseAssignment() : null;
            var declarator = new VariableDeclarator(target, init, start, _previousEnd);
            if (!inForHead)
                CheckInitializer(declarator, kind);
            declarations.Add(declarator);
        }
        while (Eat(TokenKind.Comma));
        return [.. declarations];
    }

    private void CheckInitializer(VariableDeclarator declarator, VariableKind kind)
    {
        if (declarator.Init is not null)
            return;
        if (declarator.Id is not Identifier name)
            throw Error("A destructuring declaration needs a value: '= …' is missing.", declarator);
        if (kind == VariableKind.Const)
            throw Error($"'const {name.Name}' needs a value: '= …' is missing. Use 'let' for a name that gets its value later.", declarator);
    }

    private void DeclareNames(Node target, DeclarationKind kind)
    {
        switch (target)
        {
            case Identifier name:
                Declare(name, kind);
                break;
            case AssignmentPattern assignment:
                DeclareNames(assignment.Left, kind);
                break;
            case RestElement rest:
                DeclareNames(rest.Argument, kind);
                break;
            case Property property:
                DeclareNames(property.Value, kind);
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                {
                    if (element is not null)
                        DeclareNames(element, kind);
                }

                break;
            case ObjectPattern obj:
                foreach (var property in obj.Properties)
                    DeclareNames(property, kind);
                break;
        }
    }

    /// <summary>A name or pattern that is bound.</summary>
    private Node ParseBindingTarget()
    {
        Enter();
        Node target = _token.Kind switch
        {
            TokenKind.OpenBracket => ParseArrayPattern(),
            TokenKind.OpenBrace => ParseObjectPattern(),
            _ => ParseBindingIdentifier(),
        };
        Leave();
        return target;
    }

    private Node ParseBindingElement()
    {
        var start = _token.Start;
        var target = ParseBindingTarget();
        return ParseDefault(target, start);
    }

    private Node ParseDefault(Node target, int start)
    {
        if (!Eat(TokenKind.Assign))
            return target;
        var allowIn = _allowIn;
        _allowIn = true;
        var value = ParseAssignment();
        _allowIn = allowIn;
        return new AssignmentPattern(target, value, start, _previousEnd);
    }

    private ArrayPattern ParseArrayPattern()
    {
        var start = _token.Start;
        Advance();
        var elements = new List<Node?>();
        while (!Is(TokenKind.CloseBracket))
        {
            if (Eat(TokenKind.Comma))
            {
                elements.Add(null);
                continue;
            }

            if (Is(TokenKind.Ellipsis))
            {
                elements.Add(ParseRest(ParseBindingTarget));
                if (!Is(TokenKind.CloseBracket))
                    throw RestNotLast();
                break;
            }

            elements.Add(ParseBindingElement());
            if (!Is(TokenKind.CloseBracket))
                Expect(TokenKind.Comma, "',' or ']' in the array pattern");
        }

        Advance();
        return new ArrayPattern([.. elements], start, _previousEnd);
    }

    private RestElement ParseRest(Func<Node> target)
    {
        var start = _token.Start;
        Advance();
        return new RestElement(target(), start, _previousEnd);
    }

    private SourceErrorException RestNotLast() => ErrorHere("A rest element ('...') must be the last, without a comma or default after it.");

    private ObjectPattern ParseObjectPattern()
    {
        var start = _token.Start;
        Advance();
        var properties = new List<Node>();
        while (!Is(TokenKind.CloseBrace))
        {
            if (Is(TokenKind.Ellipsis))
            {
                properties.Add(ParseRest(ParseBindingIdentifier));
                if (!Is(TokenKind.CloseBrace))
                    throw RestNotLast();
                break;
            }

            properties.Add(ParsePatternProperty());
            if (!Is(TokenKind.CloseBrace))
                Expect(TokenKind.Comma, "',' or '}' in the object pattern");
        }

        Advance();
        return new ObjectPattern([.. properties], start, _previousEnd);
    }

    private Property ParsePatternProperty()
    {
        var start = _token.Start;
        var token = _token;
        var key = ParsePropertyKey(out var computed);
        if (Eat(TokenKind.Colon))
        {
            var value = ParseBindingElement();
            return new Property(PropertyKind.Init, key, computed, shorthand: false, value, start, _previousEnd);
        }

        if (computed || token.Kind != TokenKind.Name)
            throw token.IsKeyword ? ReservedWord(token) : Unexpected("':' and a name after the property's key");
        var name = (Identifier)key;
        CheckBindingName(name);
        var target = ParseDefault(name, start);
        return new Property(PropertyKind.Init, key, computed: false, shorthand: true, target, start, _previousEnd);
    }

    private Identifier ParseBindingIdentifier()
    {
        if (_token.Kind != TokenKind.Name)
            throw _token.IsKeyword ? ReservedWord(_token) : Unexpected("a name");
        var name = ParseIdentifier();
        CheckBindingName(name);
        return name;
    }

    // The current token, which is a word, as a node.
    private Identifier ParseIdentifier()
    {
        var name = new Identifier(_token.Text!, _token.Start, _token.End);
        Advance();
        return name;
    }

    private SourceErrorException ReservedWord(in Token word) =>
        Error($"'{word.Text}' is a reserved word and cannot be a name. Choose another.", word.Start, word.End);

    private void CheckBindingName(Identifier name)
    {
        if (name.Name is "eval" or "arguments")
            throw Error($"'{name.Name}' cannot be declared or assigned to. Choose another name.", name);
        CheckAwaitName(name);
    }

    private void CheckAwaitName(Identifier name)
    {
        if (name.Name != "await")
            return;
        if (_function.IsAsync || _function.ReservesAwait)
            throw Error("'await' cannot be a name here.", name);
        _awaitNameAt = _awaitNameAt < 0 ? name.Start : _awaitNameAt;
    }
}
