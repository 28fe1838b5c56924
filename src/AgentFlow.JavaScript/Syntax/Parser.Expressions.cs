namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    // Where an arrow function may start: an operand of an operator may not.
    private int _arrowAt = -1;

    // Whether a ':' after ')' belongs to a conditional or a case around, and so starts no return type.
    private bool _colonEnds;

    private Expression ParseExpression()
    {
        var cover = Cover.None;
        var expression = ParseExpression(ref cover);
        CheckCover(cover);
        return expression;
    }

    private Expression ParseExpression(ref Cover cover)
    {
        var start = _token.Start;
        var first = ParseAssignment(ref cover);
        if (!Is(TokenKind.Comma))
            return first;
        CheckCover(cover);
        var expressions = new List<Expression> { first };
        while (Eat(TokenKind.Comma))
            expressions.Add(ParseAssignment());
        return new SequenceExpression([.. expressions], start, _previousEnd);
    }

    // With 'in' allowed again, for what stands in brackets of its own.
    private Expression ParseBracketed()
    {
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        var expression = ParseExpression();
        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        return expression;
    }

    private Expression ParseAssignment()
    {
        var cover = Cover.None;
        var expression = ParseAssignment(ref cover);
        CheckCover(cover);
        return expression;
    }

    private Expression ParseAssignment(ref Cover cover)
    {
        Enter();
        var expression = Is(TokenKind.Yield) && _function.IsGenerator ? ParseYield() : ParseAssignmentOrLess(ref cover);
        Leave();
        return expression;
    }

    private Expression ParseAssignmentOrLess(ref Cover cover)
    {
        var start = _token.Start;
        _arrowAt = start;
        var own = Cover.None;
        var left = ParseConditional(ref own);
        if (!_token.IsAssignment)
        {
            cover.Shorthand = cover.Shorthand < 0 ? own.Shorthand : cover.Shorthand;
            cover.DoublePrototype = cover.DoublePrototype < 0 ? own.DoublePrototype : cover.DoublePrototype;
            return left;
        }

        var kind = _token.Kind;
        Node target;
        if (kind == TokenKind.Assign)
        {
            target = ToAssignmentTarget(left);
        }
        else
        {
            CheckCover(own);
            target = CheckSimpleTarget(left);
        }

        Advance();
        var right = ParseAssignment();
        return new AssignmentExpression(target, right, CompoundOperator(kind), LogicalAssignment(kind), start, _previousEnd);
    }

    private Expression CheckSimpleTarget(Expression target)
    {
        if (target is Identifier name)
            CheckBindingName(name);
        else if (target is not MemberExpression)
            throw Error(target is ArrayExpression or ObjectExpression ? "A pattern can be assigned to only with '='." : InvalidTarget(target), target);
        return target;
    }

    private static BinaryOperator? CompoundOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusAssign => BinaryOperator.Add,
        TokenKind.MinusAssign => BinaryOperator.Subtract,
        TokenKind.StarAssign => BinaryOperator.Multiply,
        TokenKind.SlashAssign => BinaryOperator.Divide,
        TokenKind.PercentAssign => BinaryOperator.Remainder,
        TokenKind.StarStarAssign => BinaryOperator.Exponent,
        TokenKind.ShiftLeftAssign => BinaryOperator.ShiftLeft,
        TokenKind.ShiftRightAssign => BinaryOperator.ShiftRight,
        TokenKind.ShiftRightUnsignedAssign => BinaryOperator.ShiftRightUnsigned,
        TokenKind.AndAssign => BinaryOperator.BitAnd,
        TokenKind.OrAssign => BinaryOperator.BitOr,
        TokenKind.XorAssign => BinaryOperator.BitXor,
        _ => null,
    };

    private static LogicalOperator? LogicalAssignment(TokenKind kind) => kind switch
    {
        TokenKind.AndAndAssign => LogicalOperator.And,
        TokenKind.OrOrAssign => LogicalOperator.Or,
        TokenKind.QuestionQuestionAssign => LogicalOperator.Nullish,
        _ => null,
    };

    private YieldExpression ParseYield()
    {
        var start = _token.Start;
        _yieldAt = _yieldAt < 0 ? start : _yieldAt;
        Advance();
        var isDelegate = !_token.NewlineBefore && Eat(TokenKind.Star);
        var hasArgument = isDelegate || (!_token.NewlineBefore && _token.Kind is not (TokenKind.CloseParen or TokenKind.CloseBracket
            or TokenKind.CloseBrace or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.In or TokenKind.EndOfSource));
        if (hasArgument && !isDelegate && IsWord("of"))
            hasArgument = false;
        return new YieldExpression(hasArgument ? ParseAssignment() : null, isDelegate, start, _previousEnd);
    }

    private Expression ParseConditional(ref Cover cover)
    {
        var start = _token.Start;
        var test = ParseBinary(0, ref cover);
        if (!Is(TokenKind.Question) || test is ArrowFunctionExpression { Parenthesized: false })
            return test;

        // (name?: type) and (name?) belong to the parameters of an arrow function with types.
        if (_types && Peek().Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.CloseParen or TokenKind.Assign)
            return test;
        CheckCover(cover);
        Advance();
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, true);
        var consequent = ParseAssignment();
        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        Expect(TokenKind.Colon, "':' of the conditional");
        var alternate = ParseAssignment();
        return new ConditionalExpression(test, consequent, alternate, start, _previousEnd);
    }

    private Expression ParseBinary(int above, ref Cover cover)
    {
        var start = _token.Start;
        var left = Is(TokenKind.PrivateName) ? ParsePrivateIn(above) : ParseUnary(ref cover);
        if (left is ArrowFunctionExpression { Parenthesized: false })
            return left;
        while (true)
        {
            var precedence = Precedence(_token.Kind);
            if (precedence == 0 && _types && Precedences.Relational > above && SkipAsType())
                continue;
            if (precedence <= above)
                return left;
            CheckCover(cover);
            left = ParseOperation(left, precedence, start);
        }
    }

    private Expression ParseOperation(Expression left, int precedence, int start)
    {
        var kind = _token.Kind;
        Advance();

        // Only '**' groups from the right, and so may nest as deep as the source is long.
        Enter();
        var cover = Cover.None;
        var right = ParseBinary(kind == TokenKind.StarStar ? precedence - 1 : precedence, ref cover);
        CheckCover(cover);
        Leave();
        if (kind is TokenKind.AndAnd or TokenKind.OrOr or TokenKind.QuestionQuestion)
            return MakeLogical(kind, left, right, start);
        return new BinaryExpression(Operator(kind), left, right, start, _previousEnd);
    }

    private LogicalExpression MakeLogical(TokenKind kind, Expression left, Expression right, int start)
    {
        var op = kind switch { TokenKind.AndAnd => LogicalOperator.And, TokenKind.OrOr => LogicalOperator.Or, _ => LogicalOperator.Nullish };
        foreach (var side in (ReadOnlySpan<Expression>)[left, right])
        {
            if (side is LogicalExpression { Parenthesized: false } inner && (op == LogicalOperator.Nullish) != (inner.Operator == LogicalOperator.Nullish))
                throw Error("'??' cannot be mixed with '&&' or '||' without parentheses.", start, _previousEnd);
        }

        return new LogicalExpression(op, left, right, start, _previousEnd);
    }

    private PrivateIdentifier ParsePrivateIn(int above)
    {
        var name = new PrivateIdentifier(_token.Text!, _token.Start, _token.End);
        if (above >= Precedences.Relational || !_allowIn || Peek().Kind != TokenKind.In)
            throw ErrorHere($"'#{name.Name}' must follow a dot (this.#{name.Name}) or be tested with 'in'.");
        UsePrivateName(name);
        Advance();
        return name;
    }

    private static class Precedences
    {
        public const int Relational = 8;
    }

    private int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.QuestionQuestion => 1,
        TokenKind.OrOr => 2,
        TokenKind.AndAnd => 3,
        TokenKind.Or => 4,
        TokenKind.Xor => 5,
        TokenKind.And => 6,
        TokenKind.EqualEqual or TokenKind.NotEqual or TokenKind.EqualEqualEqual or TokenKind.NotEqualEqual => 7,
        TokenKind.Less or TokenKind.Greater or TokenKind.LessEqual or TokenKind.GreaterEqual or TokenKind.InstanceOf => Precedences.Relational,
        TokenKind.In => _allowIn ? Precedences.Relational : 0,
        TokenKind.ShiftLeft or TokenKind.ShiftRight or TokenKind.ShiftRightUnsigned => 9,
        TokenKind.Plus or TokenKind.Minus => 10,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => 11,
        TokenKind.StarStar => 12,
        _ => 0,
    };

    private static BinaryOperator Operator(TokenKind kind) => kind switch
    {
        TokenKind.Or => BinaryOperator.BitOr,
        TokenKind.Xor => BinaryOperator.BitXor,
        TokenKind.And => BinaryOperator.BitAnd,
        TokenKind.EqualEqual => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.EqualEqualEqual => BinaryOperator.StrictEqual,
        TokenKind.NotEqualEqual => BinaryOperator.StrictNotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.LessEqual => BinaryOperator.LessOrEqual,
        TokenKind.GreaterEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.InstanceOf => BinaryOperator.InstanceOf,
        TokenKind.In => BinaryOperator.In,
        TokenKind.ShiftLeft => BinaryOperator.ShiftLeft,
        TokenKind.ShiftRight => BinaryOperator.ShiftRight,
        TokenKind.ShiftRightUnsigned => BinaryOperator.ShiftRightUnsigned,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Remainder,
        _ => BinaryOperator.Exponent,
    };
}
