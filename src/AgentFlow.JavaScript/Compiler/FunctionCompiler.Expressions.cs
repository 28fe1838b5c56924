using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Expressions: the dispatch, and operators.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>Generates an expression and returns the register of its value: a variable's own, or a new temporary.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="later">What is generated between here and the use of the value: when it assigns the variable, its value is copied.</param>
    private int Operand(Expression expression, Node? later = null) =>
        Operand(expression, later?.Start ?? 0, later?.End ?? 0);

    private int Operand(Expression expression, int laterStart, int laterEnd)
    {
        var register = DirectOperand(expression, laterStart, laterEnd);
        if (register < 0)
            Into(expression, register = _registers.Take());

        return register;
    }

    private int DirectOperand(Expression expression, Node? later) => DirectOperand(expression, later?.Start ?? 0, later?.End ?? 0);

    /// <summary>The register where the value already is, or -1.</summary>
    private int DirectOperand(Expression expression, int laterStart, int laterEnd)
    {
        var name = expression switch
        {
            Identifier identifier => identifier.Name,
            ThisExpression => InternalName.This,
            _ => null,
        };
        if (name is null)
            return expression is NumericLiteral literal && _hoistedLimits.TryGetValue(literal, out var hoisted) ? hoisted : -1;

        var variable = Find(name, expression.Start, out var check);

        return variable is { Captured: false } && !check && variable.Scope.Function == _function && !variable.IsAssignedWithin(laterStart, laterEnd)
            ? variable.Register
            : -1;
    }

    /// <summary>Generates an expression whose value nobody wants.</summary>
    private void Effect(Expression expression)
    {
        switch (expression)
        {
            case AssignmentExpression assignment:
                Assignment(assignment, -1);
                break;
            case UpdateExpression update:
                Update(update, -1);
                break;
            case SequenceExpression sequence:
                foreach (var part in sequence.Expressions)
                    EffectOf(part);

                break;
            case UnaryExpression { Operator: UnaryOperator.Void } unary:
                Effect(unary.Argument);
                break;
            default:
                Into(expression, _registers.Take());
                break;
        }
    }

    /// <summary>Generates an expression into a register; see the rule of targets at the type.</summary>
    private void Into(Expression expression, int target)
    {
        CodeTooLargeException.ProbeStack(expression.Start);
        var mark = _registers.Next;
        switch (expression)
        {
            case Identifier identifier:
                LoadVariable(identifier.Name, identifier.Start, target);
                break;
            case ThisExpression:
                LoadVariable(InternalName.This, expression.Start, target);
                break;
            case MetaProperty:
                LoadVariable(InternalName.NewTarget, expression.Start, target);
                break;
            case MemberExpression or CallExpression or TaggedTemplateExpression:
                Chain(expression, target);
                break;
            case BinaryExpression binary:
                Binary(binary, target);
                break;
            case AssignmentExpression assignment:
                Assignment(assignment, target);
                break;
            case UpdateExpression update:
                Update(update, target);
                break;
            case LogicalExpression logical:
                Logical(logical, target);
                break;
            case ConditionalExpression conditional:
                Conditional(conditional, target);
                break;
            case UnaryExpression unary:
                Unary(unary, target);
                break;
            default:
                IntoRare(expression, target);
                break;
        }

        _registers.Next = mark;
    }

    private void IntoRare(Expression expression, int target)
    {
        switch (expression)
        {
            case ArrowFunctionExpression arrow:
                Closure(arrow.Function, target, "");
                break;
            case FunctionExpression function:
                Closure(function.Function, target, function.Function.Id?.Name ?? "");
                break;
            case ClassExpression declaration:
                Class(declaration.Class, target, declaration.Class.Id?.Name ?? "");
                break;
            case ObjectExpression obj:
                ObjectLiteral(obj, target);
                break;
            case ArrayExpression array:
                ArrayLiteral(array, target);
                break;
            case TemplateLiteral template:
                Template(template, target);
                break;
            case NewExpression creation:
                New(creation, target);
                break;
            case ChainExpression chain:
                OptionalChain(chain, target);
                break;
            case SequenceExpression sequence:
                Sequence(sequence, target);
                break;
            case AwaitExpression wait:
                Await(wait, target);
                break;
            case YieldExpression yield:
                Yield(yield, target);
                break;
            default:
                Literal(expression, target);
                break;
        }
    }

    /// <summary>Generates an expression whose value, when it is an anonymous function or class, gets a name.</summary>
    private void NamedInto(Expression expression, int target, string name)
    {
        switch (expression)
        {
            case ArrowFunctionExpression arrow:
                Closure(arrow.Function, target, name);
                break;
            case FunctionExpression { Function.Id: null } function:
                Closure(function.Function, target, name);
                break;
            case ClassExpression { Class.Id: null } declaration:
                var mark = _registers.Next;
                Class(declaration.Class, target, name);
                _registers.Next = mark;
                break;
            default:
                Into(expression, target);
                break;
        }
    }

    private static bool IsAnonymousFunction(Expression expression) =>
        expression is ArrowFunctionExpression or FunctionExpression { Function.Id: null } or ClassExpression { Class.Id: null };

    private void Sequence(SequenceExpression sequence, int target)
    {
        for (var i = 0; i < sequence.Expressions.Length - 1; i++)
            EffectOf(sequence.Expressions[i]);

        Into(sequence.Expressions[^1], target);
    }

    private void Conditional(ConditionalExpression expression, int target)
    {
        var otherwise = new Label();
        var end = new Label();
        var mark = _registers.Next;
        Condition(expression.Test, otherwise, when: false);
        _registers.Next = mark;
        Into(expression.Consequent, target);
        Jump(end);
        _writer.Place(otherwise);
        Into(expression.Alternate, target);
        _writer.Place(end);
    }

    private void Logical(LogicalExpression expression, int target)
    {
        Stack<LogicalExpression> chain = new();
        Expression first = expression;
        for (; first is LogicalExpression inner; first = inner.Left)
            chain.Push(inner);

        var value = Scratch(target);
        Into(first, value);
        foreach (var link in chain)
        {
            var end = new Label();
            Jump(JumpOver(link.Operator), value, end);
            Into(link.Right, value);
            _writer.Place(end);
        }

        Move(target, value);
    }

    private static Opcode JumpOver(LogicalOperator op) => op switch
    {
        LogicalOperator.And => Opcode.JumpIfFalse,
        LogicalOperator.Or => Opcode.JumpIfTrue,
        _ => Opcode.JumpIfNotNullish,
    };

    private void Binary(BinaryExpression expression, int target)
    {
        if (expression.Left is PrivateIdentifier name)
        {
            var obj = Operand(expression.Right);
            var key = VariableOperand(InternalName.Private(name.Name), name.Start);
            At(expression.Start, expression.Right);
            Emit(Opcode.HasPrivate, target, obj, key);
            return;
        }

        Stack<BinaryExpression> chain = new();
        Expression first = expression;
        for (; first is BinaryExpression { Left: not PrivateIdentifier } inner; first = inner.Left)
            chain.Push(inner);

        var left = Operand(first, chain.Peek().Right);
        var between = chain.Count > 1 ? Scratch(target) : -1;
        foreach (var link in chain)
        {
            var mark = _registers.Next;
            var result = link == expression ? target : between;
            Operate(link, link.Operator, left, link.Right, result);
            left = result;
            _registers.Next = mark;
        }
    }

    /// <summary>target = left op right, with an immediate operand where there is one.</summary>
    private void Operate(Node node, BinaryOperator op, int left, Expression right, int target)
    {
        if (ImmediateOpcode(op) is { } immediate && SmallInteger(right) is { } number)
        {
            At(node);
            Emit(immediate, target, left, number);
            return;
        }

        var operand = Operand(right);
        At(node.Start, right);
        Emit(OpcodeOf(op), target, left, operand);
    }

    private static Opcode? ImmediateOpcode(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => Opcode.AddInt,
        BinaryOperator.Subtract => Opcode.SubInt,
        BinaryOperator.Multiply => Opcode.MulInt,
        BinaryOperator.Remainder => Opcode.ModInt,
        _ => null,
    };

    /// <summary>The value of a literal that an immediate operand can hold.</summary>
    private static int? SmallInteger(Expression expression)
    {
        var negative = expression is UnaryExpression { Operator: UnaryOperator.Minus };
        if ((negative ? ((UnaryExpression)expression).Argument : expression) is not NumericLiteral literal)
            return null;

        var value = negative ? -literal.Value : literal.Value;
        if (value is < short.MinValue or > short.MaxValue || value != Math.Truncate(value) || (value == 0 && double.IsNegative(value)))
            return null;

        return (int)value;
    }

    private static Opcode OpcodeOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => Opcode.Add,
        BinaryOperator.Subtract => Opcode.Sub,
        BinaryOperator.Multiply => Opcode.Mul,
        BinaryOperator.Divide => Opcode.Div,
        BinaryOperator.Remainder => Opcode.Mod,
        BinaryOperator.Exponent => Opcode.Exp,
        BinaryOperator.ShiftLeft => Opcode.ShiftLeft,
        BinaryOperator.ShiftRight => Opcode.ShiftRight,
        BinaryOperator.ShiftRightUnsigned => Opcode.ShiftRightUnsigned,
        BinaryOperator.BitAnd => Opcode.BitAnd,
        BinaryOperator.BitOr => Opcode.BitOr,
        BinaryOperator.BitXor => Opcode.BitXor,
        BinaryOperator.Equal => Opcode.Equal,
        BinaryOperator.NotEqual => Opcode.NotEqual,
        BinaryOperator.StrictEqual => Opcode.StrictEqual,
        BinaryOperator.StrictNotEqual => Opcode.StrictNotEqual,
        BinaryOperator.Less => Opcode.Less,
        BinaryOperator.LessOrEqual => Opcode.LessEqual,
        BinaryOperator.Greater => Opcode.Greater,
        BinaryOperator.GreaterOrEqual => Opcode.GreaterEqual,
        BinaryOperator.In => Opcode.In,
        _ => Opcode.InstanceOf,
    };

    private void Unary(UnaryExpression expression, int target)
    {
        switch (expression.Operator)
        {
            case UnaryOperator.Void:
                EffectOf(expression.Argument);
                Emit(Opcode.LoadUndefined, target);
                return;
            case UnaryOperator.Delete:
                Delete(expression, target);
                return;
            case UnaryOperator.TypeOf when expression.Argument is Identifier identifier && Find(identifier.Name, identifier.Start, out _) is null:
                At(identifier);
                _writer.EmitWide(Opcode.TypeofGlobal, target, _writer.GlobalCache(identifier.Name));
                return;
            case UnaryOperator.Minus when expression.Argument is NumericLiteral literal:
                LoadNumber(-literal.Value, target);
                return;
        }

        var operand = Operand(expression.Argument);
        At(expression.Start, expression.Argument);
        Emit(UnaryOpcode(expression.Operator), target, operand);
    }

    private static Opcode UnaryOpcode(UnaryOperator op) => op switch
    {
        UnaryOperator.Minus => Opcode.Negate,
        UnaryOperator.Plus => Opcode.ToNumber,
        UnaryOperator.Not => Opcode.Not,
        UnaryOperator.BitNot => Opcode.BitNot,
        _ => Opcode.Typeof,
    };

    private void Delete(UnaryExpression expression, int target)
    {
        var argument = expression.Argument;
        var end = new Label();
        var exit = new Label();
        var outer = _optionalExit;
        if (argument is ChainExpression chain)
        {
            _optionalExit = exit;
            argument = chain.Expression;
        }

        if (argument is MemberExpression member)
        {
            DeleteMember(expression, member, target);
        }
        else
        {
            EffectOf(argument);
            Emit(Opcode.LoadTrue, target);
        }

        _optionalExit = outer;
        if (exit.Uses.Count > 0)
        {
            Jump(end);
            _writer.Place(exit);
            Emit(Opcode.LoadTrue, target);
        }

        _writer.Place(end);
    }

    private void DeleteMember(UnaryExpression expression, MemberExpression member, int target)
    {
        if (member.Object is Super)
        {
            LoadVariable(InternalName.This, member.Start, _registers.Take());
            if (member.Computed)
                EffectOf(member.Property);

            At(expression);
            _writer.EmitWide(Opcode.ThrowError, (int)ThrownKind.ReferenceError, _writer.Constant("A property of super cannot be deleted."));
            return;
        }

        var obj = Operand(member.Object, member.Computed ? member.Property : null);
        if (member.Optional)
            Jump(Opcode.JumpIfNullish, obj, _optionalExit!);

        if (member.Computed)
        {
            var key = Operand(member.Property);
            At(expression.Start, member.Object);
            Emit(Opcode.DeleteIndex, target, obj, key);
        }
        else
        {
            At(expression.Start, member.Object);
            Emit(Opcode.DeleteField, target, obj, _writer.Name(((Identifier)member.Property).Name));
        }
    }
}
