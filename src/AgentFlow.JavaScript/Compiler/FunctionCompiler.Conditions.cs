using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Expressions that decide a jump: comparisons become one instruction, logical operators none.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>Jumps to <paramref name="target"/> when the expression's truth is <paramref name="when"/>; goes on otherwise.</summary>
    private void Condition(Expression expression, Label target, bool when)
    {
        CodeTooLargeException.ProbeStack(expression.Start);
        while (expression is UnaryExpression { Operator: UnaryOperator.Not } negation)
        {
            expression = negation.Argument;
            when = !when;
        }

        switch (expression)
        {
            case BooleanLiteral literal:
                if (literal.Value == when)
                    Jump(target);

                break;
            case LogicalExpression { Operator: not LogicalOperator.Nullish } logical:
                LogicalCondition(logical, target, when);
                break;
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: NullLiteral } comparison:
                var isNull = (comparison.Operator == BinaryOperator.Equal) == when;
                Jump(isNull ? Opcode.JumpIfNullish : Opcode.JumpIfNotNullish, Operand(comparison.Left), target);
                break;
            case BinaryExpression comparison when !_wide && ComparisonJump(comparison.Operator, when) is { } opcode:
                Compare(comparison, opcode, target);
                break;
            default:
                Jump(when ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, Operand(expression), target);
                break;
        }
    }

    /// <summary>A chain of one operator, which can be as long as the source, is taken apart in a loop.</summary>
    private void LogicalCondition(LogicalExpression expression, Label target, bool when)
    {
        Stack<Expression> operands = new();
        Expression first = expression;
        for (; first is LogicalExpression inner && inner.Operator == expression.Operator; first = inner.Left)
            operands.Push(inner.Right);

        operands.Push(first);

        // An && that is false, or an || that is true, is decided by its first operand; else it takes all of them.
        var deciding = expression.Operator == LogicalOperator.Or;
        var skip = new Label();
        while (operands.TryPop(out var operand))
        {
            var mark = _registers.Next;
            if (deciding == when || operands.Count == 0)
                Condition(operand, target, when);
            else
                Condition(operand, skip, deciding);

            _registers.Next = mark;
        }

        _writer.Place(skip);
    }

    private void Compare(BinaryExpression comparison, Opcode opcode, Label target)
    {
        var left = Operand(comparison.Left, comparison.Right);
        if (SmallInteger(comparison.Right) is { } number)
        {
            At(comparison);
            _writer.ShortJump(opcode + (Opcode.JumpIfLessInt - Opcode.JumpIfLess), left, number, target);
            return;
        }

        var right = Operand(comparison.Right);
        At(comparison);
        _writer.ShortJump(opcode, left, right, target);
    }

    private static Opcode? ComparisonJump(BinaryOperator op, bool when) => (op, when) switch
    {
        (BinaryOperator.Less, true) => Opcode.JumpIfLess,
        (BinaryOperator.Less, false) => Opcode.JumpIfNotLess,
        (BinaryOperator.LessOrEqual, true) => Opcode.JumpIfLessEqual,
        (BinaryOperator.LessOrEqual, false) => Opcode.JumpIfNotLessEqual,
        (BinaryOperator.Greater, true) => Opcode.JumpIfGreater,
        (BinaryOperator.Greater, false) => Opcode.JumpIfNotGreater,
        (BinaryOperator.GreaterOrEqual, true) => Opcode.JumpIfGreaterEqual,
        (BinaryOperator.GreaterOrEqual, false) => Opcode.JumpIfNotGreaterEqual,
        (BinaryOperator.StrictEqual, true) or (BinaryOperator.StrictNotEqual, false) => Opcode.JumpIfStrictEqual,
        (BinaryOperator.StrictEqual, false) or (BinaryOperator.StrictNotEqual, true) => Opcode.JumpIfNotStrictEqual,
        _ => null,
    };
}
