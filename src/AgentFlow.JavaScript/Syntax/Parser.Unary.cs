namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Expression ParseUnary(ref Cover cover)
    {
        var start = _token.Start;
        UnaryOperator op;
        switch (_token.Kind)
        {
            case TokenKind.Minus: op = UnaryOperator.Minus; break;
            case TokenKind.Plus: op = UnaryOperator.Plus; break;
            case TokenKind.Not: op = UnaryOperator.Not; break;
            case TokenKind.BitNot: op = UnaryOperator.BitNot; break;
            case TokenKind.TypeOf: op = UnaryOperator.TypeOf; break;
            case TokenKind.Void: op = UnaryOperator.Void; break;
            case TokenKind.Delete: op = UnaryOperator.Delete; break;
            case TokenKind.PlusPlus or TokenKind.MinusMinus: return ParsePrefixUpdate();
            case TokenKind.Name when IsWord("await") && _function.IsAsync: return ParseAwait();
            default: return ParsePostfix(ref cover);
        }

        Advance();
        var argument = ParseOperand();
        if (op == UnaryOperator.Delete)
            CheckDelete(argument);
        RejectExponent(start);
        return new UnaryExpression(op, argument, start, _previousEnd);
    }

    private Expression ParseOperand()
    {
        Enter();
        var cover = Cover.None;
        var operand = ParseUnary(ref cover);
        CheckCover(cover);
        Leave();
        return operand;
    }

    private void RejectExponent(int start)
    {
        if (Is(TokenKind.StarStar))
            throw Error("The left side of '**' cannot start with a unary operator. Put it in parentheses: (-a) ** b or -(a ** b).", start, _token.End);
    }

    private void CheckDelete(Expression argument)
    {
        if (argument is Identifier name)
            throw Error($"'delete {name.Name}' is not allowed: only properties can be deleted. Assign undefined instead.", argument);
        var target = argument is ChainExpression chain ? chain.Expression : argument;
        if (target is MemberExpression { Property: PrivateIdentifier })
            throw Error("A private member cannot be deleted.", argument);
    }

    private UpdateExpression ParsePrefixUpdate()
    {
        var start = _token.Start;
        var op = Is(TokenKind.PlusPlus) ? UpdateOperator.Increment : UpdateOperator.Decrement;
        Advance();
        var argument = CheckSimpleTarget(ParseOperand());
        return new UpdateExpression(op, prefix: true, argument, start, _previousEnd);
    }

    private AwaitExpression ParseAwait()
    {
        var start = _token.Start;
        _awaitAt = _awaitAt < 0 ? start : _awaitAt;
        Advance();
        var argument = ParseOperand();
        RejectExponent(start);
        return new AwaitExpression(argument, start, _previousEnd);
    }

    private Expression ParsePostfix(ref Cover cover)
    {
        var start = _token.Start;
        var expression = ParseLeftHandSide(ref cover);
        if (_token.Kind is not (TokenKind.PlusPlus or TokenKind.MinusMinus) || _token.NewlineBefore)
            return expression;
        CheckCover(cover);
        CheckSimpleTarget(expression);
        var op = Is(TokenKind.PlusPlus) ? UpdateOperator.Increment : UpdateOperator.Decrement;
        Advance();
        return new UpdateExpression(op, prefix: false, expression, start, _previousEnd);
    }
}
