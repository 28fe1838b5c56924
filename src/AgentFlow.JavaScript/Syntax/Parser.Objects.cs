namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private ObjectExpression ParseObjectLiteral(ref Cover cover)
    {
        var start = _token.Start;
        Advance();
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        var properties = new List<Node>();
        var hasPrototype = false;
        while (!Is(TokenKind.CloseBrace))
        {
            var member = Is(TokenKind.Ellipsis) ? (Node)ParseSpread(ref cover) : ParseObjectMember(ref cover);
            if (member is Property { PropertyKind: PropertyKind.Prototype })
            {
                if (hasPrototype && cover.DoublePrototype < 0)
                    cover.DoublePrototype = member.Start;
                hasPrototype = true;
            }

            properties.Add(member);
            if (!Is(TokenKind.CloseBrace) && !Eat(TokenKind.Comma))
                throw Unexpected($"',' or '}}' in the object that starts on line {_source.PositionOf(start).Line}");
        }

        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        Advance();
        return new ObjectExpression([.. properties], start, _previousEnd);
    }

    private Property ParseObjectMember(ref Cover cover)
    {
        var start = _token.Start;
        var isAsync = IsModifier("async");
        if (isAsync)
            Advance();
        var isGenerator = Eat(TokenKind.Star);
        var accessor = isAsync || isGenerator ? PropertyKind.Init : AccessorKind();
        if (accessor != PropertyKind.Init)
            Advance();
        var token = _token;
        var key = ParsePropertyKey(out var computed);
        if (accessor != PropertyKind.Init)
        {
            var function = ParseMethod(accessor == PropertyKind.Get ? FunctionKind.Getter : FunctionKind.Setter, isAsync: false, isGenerator: false, start);
            return new Property(accessor, key, computed, shorthand: false, new FunctionExpression(function), start, _previousEnd);
        }

        if (isAsync || isGenerator || Is(TokenKind.OpenParen) || (_types && Is(TokenKind.Less)))
        {
            var function = ParseMethod(FunctionKind.Method, isAsync, isGenerator, start);
            return new Property(PropertyKind.Method, key, computed, shorthand: false, new FunctionExpression(function), start, _previousEnd);
        }

        if (Eat(TokenKind.Colon))
        {
            var kind = !computed && key is Identifier { Name: "__proto__" } or StringLiteral { Value: "__proto__" } ? PropertyKind.Prototype : PropertyKind.Init;
            var value = ParseAssignment(ref cover);
            return new Property(computed ? PropertyKind.Init : kind, key, computed, shorthand: false, value, start, _previousEnd);
        }

        if (computed || token.Kind != TokenKind.Name)
            throw token.IsKeyword && !computed ? ReservedWord(token) : Unexpected("':' after the property's key");
        return ParseShorthand((Identifier)key, start, ref cover);
    }

    private Property ParseShorthand(Identifier name, int start, ref Cover cover)
    {
        CheckReference(name);
        if (!Is(TokenKind.Assign))
            return new Property(PropertyKind.Init, name, computed: false, shorthand: true, name, start, _previousEnd);

        // Only a pattern has defaults; whether this is one shows later.
        if (cover.Shorthand < 0)
            cover.Shorthand = _token.Start;
        Advance();
        var value = new AssignmentPattern(name, ParseAssignment(), start, _previousEnd);
        return new Property(PropertyKind.Init, name, computed: false, shorthand: true, value, start, _previousEnd);
    }

    private PropertyKind AccessorKind() => IsModifier("get") ? PropertyKind.Get : IsModifier("set") ? PropertyKind.Set : PropertyKind.Init;

    // Whether a word stands in front of a property's key rather than being one.
    private bool IsModifier(string word)
    {
        if (!IsWord(word))
            return false;
        var next = Peek();
        if (next.Kind == TokenKind.Star)
            return word == "async" && !next.NewlineBefore;
        return StartsKey(next) && (word != "async" || !next.NewlineBefore);
    }

    private static bool StartsKey(in Token token) => token.IsWord
        || token.Kind is TokenKind.String or TokenKind.Number or TokenKind.BigInt or TokenKind.OpenBracket or TokenKind.PrivateName;

    private Expression ParsePropertyKey(out bool computed)
    {
        var token = _token;
        computed = false;
        if (token.IsWord)
            return ParseIdentifier();
        switch (token.Kind)
        {
            case TokenKind.String:
                Advance();
                return new StringLiteral(token.Text!, token.Start, token.End);
            case TokenKind.Number:
                Advance();
                return new NumericLiteral(token.Number, token.Start, token.End);
            case TokenKind.BigInt:
                Advance();
                return new BigIntLiteral(token.BigInt, token.Start, token.End);
            case TokenKind.OpenBracket:
                computed = true;
                Advance();
                var key = ParseComputedKey();
                Expect(TokenKind.CloseBracket, "']' to close the computed key");
                return key;
            default:
                throw Unexpected("the key of a property");
        }
    }

    private Expression ParseComputedKey()
    {
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        var key = ParseAssignment();
        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        return key;
    }
}
