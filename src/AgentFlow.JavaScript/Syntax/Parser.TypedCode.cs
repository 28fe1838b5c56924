namespace AgentFlow.JavaScript.Syntax;

// Where TypeScript's types meet expressions, classes and statements.
internal sealed partial class Parser
{
    private const int MaxTypeArgumentTokens = 64;

    private static readonly string[] ParameterModifiers = ["public", "private", "protected", "readonly", "override"];
    private static readonly string[] ElementModifiers = ["public", "private", "protected", "readonly", "override", "abstract", "declare"];

    // 'value as Type' and 'value satisfies Type'.
    private bool SkipAsType()
    {
        if (_token.NewlineBefore || !(IsWord("as") || IsWord("satisfies")))
            return false;
        Advance();
        if (!Eat(TokenKind.Const))
            SkipType();
        return true;
    }

    // f<T>(x): read as a call with type arguments, as TypeScript does, where what follows '<' can be types and '>' is followed by '(' or a template.
    private bool SkipCallTypeArguments()
    {
        if (!ScanTypeArguments())
            return false;
        SkipTypeArguments();
        return true;
    }

    private bool ScanTypeArguments()
    {
        var position = _lexer.Position;
        var found = ScanTypeArgumentTokens();
        _lexer.Position = position;
        return found;
    }

    private bool ScanTypeArgumentTokens()
    {
        var (angles, brackets, wasWord) = (1, 0, false);
        for (var i = 0; i < MaxTypeArgumentTokens; i++)
        {
            var token = _lexer.Next();
            switch (token.Kind)
            {
                case TokenKind.Less: angles++; break;
                case TokenKind.Greater: angles--; break;
                case TokenKind.ShiftRight: angles -= 2; break;
                case TokenKind.ShiftRightUnsigned: angles -= 3; break;
                case TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParen: brackets++; break;
                case TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParen: brackets--; break;
                case TokenKind.Question or TokenKind.Colon or TokenKind.Semicolon when brackets > 0: break;
                case TokenKind.Comma or TokenKind.Dot or TokenKind.Or or TokenKind.And or TokenKind.Arrow or TokenKind.String or TokenKind.Number: break;
                default:
                    if (!token.IsWord || (wasWord && brackets == 0))
                        return false;
                    break;
            }

            wasWord = token.IsWord && token.Text is not ("keyof" or "typeof" or "readonly" or "extends" or "infer");
            if (angles < 0 || brackets < 0)
                return false;
            if (angles == 0)
                return brackets == 0 && _lexer.Next().Kind is TokenKind.OpenParen or TokenKind.Template;
        }

        return false;
    }

    // <T>(x: T) => x, or the old assertion <Type>value.
    private Expression ParseGenericArrowOrAssertion(ref Cover cover)
    {
        var start = _token.Start;
        var mayBeArrow = _arrowAt == start;
        if (LooksLikeMarkup())
            throw NoExpression();
        SkipTypeParameters();
        if (mayBeArrow && Is(TokenKind.OpenParen))
            _arrowAt = _token.Start;
        Enter();
        var value = ParseUnary(ref cover);
        Leave();
        return value;
    }

    // <div/>, <div class=…>, <div>…</div>
    private bool LooksLikeMarkup()
    {
        var position = _lexer.Position;
        var first = _lexer.Next();
        var second = first.Kind == TokenKind.Name ? _lexer.Next() : default;
        _lexer.Position = position;
        if (first.Kind is TokenKind.Slash or TokenKind.Greater || second.Kind is TokenKind.Slash or TokenKind.Name or TokenKind.Class)
            return true;
        return second.Kind == TokenKind.Greater && _source.Text.AsSpan(second.End).Contains($"</{first.Text}>", StringComparison.Ordinal);
    }

    private int SkipModifiers(string[] modifiers)
    {
        var count = 0;
        while ((_token.IsWord && Array.IndexOf(modifiers, _token.Text) >= 0) && Peek() is var next && (next.IsWord || next.Kind is TokenKind.OpenBracket or TokenKind.OpenBrace))
        {
            Advance();
            count++;
        }

        return count;
    }

    private void SkipElementModifiers(ref ElementHead head)
    {
        while (_token.IsWord && Array.IndexOf(ElementModifiers, _token.Text) >= 0 && Peek() is var next && (StartsKey(next) || next.Kind == TokenKind.Star))
        {
            head.IsErased |= _token.Text is "declare" or "abstract";
            Advance();
        }
    }

    // [key: string]: Type in a class.
    private bool SkipIndexSignature()
    {
        var (token, position, previousEnd) = (_token, _lexer.Position, _previousEnd);
        Advance();
        var isSignature = Is(TokenKind.Name) && Peek().Kind == TokenKind.Colon;
        (_token, _lexer.Position, _previousEnd) = (token, position, previousEnd);
        if (!isSignature)
            return false;
        SkipTypeKey();
        SkipTypeAnnotation();
        Semicolon();
        return true;
    }

    // 'constructor(private x)' assigns this.x at its start, or after super().
    private BlockStatement AssignParameterProperties(BlockStatement body, List<Identifier> properties, bool isDerived)
    {
        var statements = new List<Statement>(body.Body);
        var at = 0;
        if (isDerived)
        {
            at = 1 + statements.FindIndex(static s => s is ExpressionStatement { Expression: CallExpression { Callee: Super } });
            if (at == 0)
                throw Error("A constructor with parameter properties must call 'super()' as a statement of its own.", body.Start, body.Start + 1);
        }

        foreach (var name in properties)
        {
            var target = new MemberExpression(new ThisExpression(name.Start, name.End), name, computed: false, optional: false, name.Start, name.End);
            var assignment = new AssignmentExpression(target, name, null, null, name.Start, name.End);
            statements.Insert(at++, new ExpressionStatement(assignment, name.Start, name.End));
        }

        return new BlockStatement([.. statements], body.Start, body.End);
    }

    // Null where the word is a name and starts no declaration of types.
    private Statement? ParseTypeDeclaration()
    {
        var start = _token.Start;
        var next = Peek();
        if (next.NewlineBefore || !(next.IsWord || next.Kind == TokenKind.String))
            return null;
        if (Is(TokenKind.Interface))
        {
            SkipInterface();
        }
        else if (IsWord("type") && next.Kind == TokenKind.Name)
        {
            SkipTypeAlias();
        }
        else if (IsWord("declare"))
        {
            Advance();
            SkipDeclared();
        }
        else if (IsWord("abstract") && next.Kind == TokenKind.Class)
        {
            Advance();
            return ParseClassDeclaration();
        }
        else if ((IsWord("namespace") || IsWord("module")) && next.Kind is TokenKind.Name or TokenKind.String)
        {
            throw ErrorHere("Namespaces are not available. Write an object: const name = { … };");
        }
        else
        {
            return null;
        }

        return new EmptyStatement(start, _previousEnd);
    }

    private void SkipInterface()
    {
        Advance();
        Advance();
        SkipTypeParameters();
        if (Eat(TokenKind.Extends))
            SkipTypeList();
        SkipObjectType();
    }

    private void SkipTypeAlias()
    {
        Advance();
        Advance();
        SkipTypeParameters();
        Expect(TokenKind.Assign, "'=' after the name of the type");
        SkipType();
        Semicolon();
    }

    // What follows 'declare'.
    private void SkipDeclared()
    {
        if (Is(TokenKind.Function))
        {
            ParseFunctionDeclaration(_token.Start, isAsync: false);
        }
        else if (_token.Kind is TokenKind.Var or TokenKind.Let or TokenKind.Const && Peek().Kind != TokenKind.Enum)
        {
            Advance();
            do
            {
                ParseBindingTarget();
                SkipTypeAnnotation();
            }
            while (Eat(TokenKind.Comma));
            Semicolon();
        }
        else if (_token.Kind is not (TokenKind.Interface or TokenKind.Name) || IsWord("abstract") || IsWord("namespace") || IsWord("module") || IsWord("global"))
        {
            SkipToBraces();
        }
        else if (ParseTypeDeclaration() is null)
        {
            throw Unexpected("a declaration after 'declare'");
        }
    }

    private void SkipToBraces()
    {
        var depth = 0;
        do
        {
            depth += _token.Kind switch { TokenKind.OpenBrace => 1, TokenKind.CloseBrace => -1, TokenKind.EndOfSource => throw Unexpected("'}'"), _ => 0 };
            Advance();
        }
        while (depth > 0 || _source.Text[_previousEnd - 1] != '}');
    }
}
