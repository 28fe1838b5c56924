namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private ClassDeclaration ParseClassDeclaration()
    {
        var node = ParseClass(isDeclaration: true, _token.Start);
        Declare(node.Id!, DeclarationKind.Lexical);
        return new ClassDeclaration(node);
    }

    private ClassNode ParseClass(bool isDeclaration, int start)
    {
        Enter();
        Expect(TokenKind.Class, "'class'");
        var named = Is(TokenKind.Name) && !(_types && IsWord("implements"));
        var id = isDeclaration || named || (_token.IsKeyword && !Is(TokenKind.Extends) && !Is(TokenKind.Implements)) ? ParseBindingIdentifier() : null;
        if (_types)
            SkipTypeParameters();
        Expression? superClass = null;
        if (Eat(TokenKind.Extends))
        {
            _arrowAt = -1;
            var cover = Cover.None;
            superClass = ParseLeftHandSide(ref cover);
            CheckCover(cover);
            if (_types && Is(TokenKind.Less))
                SkipTypeArguments();
        }

        if (_types && Eat(TokenKind.Implements))
            SkipTypeList();
        var privateNames = _privateNames = new PrivateNames(_privateNames);
        Expect(TokenKind.OpenBrace, "'{' to open the class");
        var elements = new List<Node>();
        var hasConstructor = false;
        while (!Is(TokenKind.CloseBrace))
        {
            if (Eat(TokenKind.Semicolon) || ParseClassElement(superClass is not null) is not { } element)
                continue;
            if (element is MethodDefinition { MethodKind: MethodKind.Constructor })
                hasConstructor = hasConstructor ? throw Error("A class has only one constructor.", element) : true;
            elements.Add(element);
        }

        Advance();
        LeavePrivateNames(privateNames);
        Leave();
        return new ClassNode(id, superClass, [.. elements], start, _previousEnd);
    }

    private void UsePrivateName(PrivateIdentifier name)
    {
        if (_privateNames is null)
            throw Error($"'#{name.Name}' can be used only in the class that declares it.", name);
        _privateNames.Used.Add(name);
    }

    private void LeavePrivateNames(PrivateNames names)
    {
        _privateNames = names.Parent;
        foreach (var use in names.Used)
        {
            if (names.Declares(use.Name))
                continue;
            if (names.Parent is null)
                throw Error($"The private member '#{use.Name}' is not declared in this class.", use);
            names.Parent.Used.Add(use);
        }
    }

    // What stands in front of an element's key.
    private struct ElementHead
    {
        public int Start;
        public int MethodStart;
        public bool IsStatic;
        public bool IsAsync;
        public bool IsGenerator;
        public bool IsErased;
        public MethodKind Kind;
    }

    // Null for what leaves nothing behind: signatures and declared fields.
    private Node? ParseClassElement(bool isDerived)
    {
        if (Is(TokenKind.At))
            throw ErrorHere("Decorators are not available. Call the function with the class or method instead.");
        var head = ParseElementHead();
        if (head.IsStatic && Is(TokenKind.OpenBrace))
            return ParseStaticBlock(head.Start);
        if (_types && Is(TokenKind.OpenBracket) && SkipIndexSignature())
            return null;
        Expression key;
        var computed = false;
        if (Is(TokenKind.PrivateName))
        {
            key = new PrivateIdentifier(_token.Text!, _token.Start, _token.End);
            Advance();
        }
        else
        {
            key = ParsePropertyKey(out computed);
        }

        if (_types && (Is(TokenKind.Question) || (Is(TokenKind.Not) && !_token.NewlineBefore)))
            Advance();
        if (head.IsGenerator || head.IsAsync || head.Kind != MethodKind.Method || Is(TokenKind.OpenParen) || (_types && Is(TokenKind.Less)))
            return ParseMethodElement(head, key, computed, isDerived);
        return ParseField(head, key, computed);
    }

    private ElementHead ParseElementHead()
    {
        var head = new ElementHead { Start = _token.Start, Kind = MethodKind.Method };
        if (_types)
            SkipElementModifiers(ref head);
        if (Is(TokenKind.Static) && Peek() is var next && (StartsKey(next) || next.Kind is TokenKind.Star or TokenKind.OpenBrace))
        {
            head.IsStatic = true;
            Advance();
            if (_types)
                SkipElementModifiers(ref head);
        }

        head.MethodStart = _token.Start;
        head.IsAsync = IsModifier("async");
        if (head.IsAsync)
            Advance();
        head.IsGenerator = Eat(TokenKind.Star);
        if (head.IsAsync || head.IsGenerator)
            return head;
        head.Kind = IsModifier("get") ? MethodKind.Get : IsModifier("set") ? MethodKind.Set : MethodKind.Method;
        if (head.Kind != MethodKind.Method)
            Advance();
        return head;
    }

    private MethodDefinition? ParseMethodElement(in ElementHead head, Expression key, bool computed, bool isDerived)
    {
        var name = computed ? null : KeyName(key);
        var kind = head.Kind;
        if (name == "constructor" && !head.IsStatic && key is not PrivateIdentifier)
        {
            if (head.IsAsync || head.IsGenerator || kind != MethodKind.Method)
                throw Error("A constructor cannot be a getter, a setter, a generator or async.", key);
            kind = MethodKind.Constructor;
        }

        if (name == "prototype" && head.IsStatic && key is not PrivateIdentifier)
            throw Error("A class cannot have a static member named 'prototype'.", key);
        var functionKind = kind switch
        {
            MethodKind.Constructor => isDerived ? FunctionKind.DerivedConstructor : FunctionKind.ClassConstructor,
            MethodKind.Get => FunctionKind.Getter,
            MethodKind.Set => FunctionKind.Setter,
            _ => FunctionKind.Method,
        };
        var function = ParseMethodOrSignature(functionKind, head.IsAsync, head.IsGenerator, head.MethodStart);
        if (function is null)
            return null;
        if (key is PrivateIdentifier privateName)
            DeclarePrivate(privateName, kind, head.IsStatic);
        return new MethodDefinition(kind, key, computed, head.IsStatic, function, head.Start, _previousEnd);
    }

    private PropertyDefinition? ParseField(in ElementHead head, Expression key, bool computed)
    {
        if (key is PrivateIdentifier privateName)
            DeclarePrivate(privateName, null, head.IsStatic);
        else if (!computed && KeyName(key) is "constructor" or "prototype" && (KeyName(key) == "constructor" || head.IsStatic))
            throw Error($"A field cannot be named '{KeyName(key)}'.", key);
        SkipTypeAnnotation();
        Expression? value = null;
        if (Eat(TokenKind.Assign))
        {
            var saved = EnterFunction(new FunctionState { AllowsNewTarget = true, AllowsSuperProperty = true, ForbidsArguments = true });
            var outer = EnterScope(isFunction: true);
            value = ParseAssignment();
            _scope = outer;
            LeaveFunction(saved);
        }

        Semicolon();
        return head.IsErased ? null : new PropertyDefinition(key, computed, head.IsStatic, value, head.Start, _previousEnd);
    }

    private void DeclarePrivate(PrivateIdentifier name, MethodKind? kind, bool isStatic)
    {
        if (name.Name == "constructor")
            throw Error("A private member cannot be named '#constructor'.", name);
        if (!_privateNames!.Declare(name.Name, kind, isStatic))
            throw Error($"The private member '#{name.Name}' is already declared in this class.", name);
    }

    private static string? KeyName(Expression key) => key switch
    {
        Identifier name => name.Name,
        StringLiteral text => text.Value,
        _ => null,
    };

    private StaticBlock ParseStaticBlock(int start)
    {
        var saved = EnterFunction(new FunctionState { AllowsNewTarget = true, AllowsSuperProperty = true, ForbidsArguments = true, ReservesAwait = true });
        var outer = EnterScope(isFunction: true);
        var body = ParseBlockInScope();
        _scope = outer;
        LeaveFunction(saved);
        return new StaticBlock(body.Body, start, _previousEnd);
    }
}
