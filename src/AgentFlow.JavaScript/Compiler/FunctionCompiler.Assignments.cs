using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Assignments and updates. A target of -1 means that nobody wants the value.</content>
internal sealed partial class FunctionCompiler
{
    private void Assignment(AssignmentExpression assignment, int target)
    {
        var mark = _registers.Next;
        if (assignment.Logical is { } logical)
            LogicalAssignment(assignment, logical, target);
        else if (assignment.Left is Identifier identifier)
            AssignName(assignment, identifier, target);
        else if (assignment.Left is MemberExpression member)
            AssignMember(assignment, member, target);
        else
            AssignPattern(assignment, target);

        _registers.Next = mark;
    }

    private void AssignPattern(AssignmentExpression assignment, int target)
    {
        var value = PatternSource(assignment.Right, assignment.Left);
        Bind(assignment.Left, value, BindMode.Assign);
        if (target >= 0)
            Move(target, value);
    }

    private void AssignName(AssignmentExpression assignment, Identifier identifier, int target)
    {
        var direct = WritableRegister(identifier);
        if (assignment.Binary is { } op)
        {
            CompoundName(assignment, identifier, op, direct, target);
            return;
        }

        var name = identifier.Parenthesized ? "" : identifier.Name;
        if (direct >= 0 && target < 0)
        {
            NamedInto(assignment.Right, direct, name);
            return;
        }

        var value = IsAnonymousFunction(assignment.Right) || target >= 0 ? -1 : Operand(assignment.Right);
        if (value < 0)
            NamedInto(assignment.Right, value = target >= 0 ? Scratch(target) : _registers.Take(), name);

        StoreVariable(identifier, value);
        if (target >= 0)
            Move(target, value);
    }

    private void CompoundName(AssignmentExpression assignment, Identifier identifier, BinaryOperator op, int direct, int target)
    {
        var old = Operand(identifier, assignment.Right);
        if (direct >= 0)
        {
            Operate(assignment, op, old, assignment.Right, direct);
            if (target >= 0)
                Move(target, direct);

            return;
        }

        var value = _registers.Take();
        Operate(assignment, op, old, assignment.Right, value);
        StoreVariable(identifier, value);
        if (target >= 0)
            Move(target, value);
    }

    /// <summary>The register of a variable that an assignment may write without a check, or -1.</summary>
    private int WritableRegister(Identifier identifier)
    {
        var variable = Find(identifier.Name, identifier.Start, out var check);

        return variable is { Captured: false, IsConstant: false } && !check && variable.Scope.Function == _function ? variable.Register : -1;
    }

    private void AssignMember(AssignmentExpression assignment, MemberExpression member, int target)
    {
        var place = Reference(member, assignment.Right, assignment.Binary is not null);
        int value;
        if (assignment.Binary is { } op)
        {
            value = _registers.Take();
            GetReference(place, value);
            Operate(assignment, op, value, assignment.Right, value);
        }
        else
        {
            value = Operand(assignment.Right);
        }

        SetReference(place, value);
        if (target >= 0)
            Move(target, value);
    }

    private void LogicalAssignment(AssignmentExpression assignment, LogicalOperator op, int target)
    {
        var end = new Label();
        var value = target >= 0 ? Scratch(target) : _registers.Take();
        if (assignment.Left is Identifier identifier)
        {
            LoadVariable(identifier.Name, identifier.Start, value);
            Jump(JumpOver(op), value, end);
            NamedInto(assignment.Right, value, identifier.Parenthesized ? "" : identifier.Name);
            StoreVariable(identifier, value);
        }
        else
        {
            var place = Reference((MemberExpression)assignment.Left, assignment.Right, keepsKey: true);
            GetReference(place, value);
            Jump(JumpOver(op), value, end);
            Into(assignment.Right, value);
            SetReference(place, value);
        }

        _writer.Place(end);
        if (target >= 0)
            Move(target, value);
    }

    private void Update(UpdateExpression update, int target)
    {
        var mark = _registers.Next;
        var opcode = update.Operator == UpdateOperator.Increment ? Opcode.Increment : Opcode.Decrement;
        if (update.Argument is Identifier identifier)
            UpdateName(update, identifier, opcode, target);
        else
            UpdateMember(update, (MemberExpression)update.Argument, opcode, target);

        _registers.Next = mark;
    }

    private void UpdateName(UpdateExpression update, Identifier identifier, Opcode opcode, int target)
    {
        var direct = WritableRegister(identifier);
        if (direct >= 0 && (target < 0 || update.Prefix))
        {
            At(update);
            Emit(opcode, direct, direct);
            if (target >= 0)
                Move(target, direct);

            return;
        }

        var old = target >= 0 ? Scratch(target) : _registers.Take();
        var value = direct >= 0 ? direct : _registers.Take();
        if (direct < 0)
            LoadVariable(identifier.Name, identifier.Start, old);

        At(update);
        if (!update.Prefix)
            Emit(Opcode.ToNumeric, old, direct >= 0 ? direct : old);

        Emit(opcode, value, old);
        if (direct < 0)
            StoreVariable(identifier, value);

        if (target >= 0)
            Move(target, update.Prefix ? value : old);
    }

    private void UpdateMember(UpdateExpression update, MemberExpression member, Opcode opcode, int target)
    {
        var place = Reference(member, null, keepsKey: true);
        var old = _registers.Take();
        var value = update.Prefix ? old : _registers.Take();
        GetReference(place, old);
        At(update);
        if (!update.Prefix)
            Emit(Opcode.ToNumeric, old, old);

        Emit(opcode, value, old);
        SetReference(place, value);
        if (target >= 0)
            Move(target, old);
    }

    /// <summary>A member whose object and key are in registers, to be read or written (or both).</summary>
    /// <param name="Member">The expression.</param>
    /// <param name="Object">The object; for super the first of two registers.</param>
    /// <param name="Key">The key or private name, where <paramref name="Name"/> is null.</param>
    /// <param name="Name">The name of a plain property.</param>
    private readonly record struct Place(MemberExpression Member, int Object, int Key, string? Name);

    /// <summary>Generates object and key of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="later">What is generated before the member is used.</param>
    /// <param name="keepsKey">Whether the key is used twice and so has to be converted once.</param>
    private Place Reference(MemberExpression member, Node? later, bool keepsKey)
    {
        if (member.Object is Super)
        {
            var (pair, superKey) = SuperReference(member);

            return new Place(member, pair, superKey, null);
        }

        var end = later?.End ?? member.End;
        var obj = Operand(member.Object, member.Property.Start, end);
        switch (member.Property)
        {
            case PrivateIdentifier identifier:
                return new Place(member, obj, VariableOperand(InternalName.Private(identifier.Name), identifier.Start), null);
            case StringLiteral literal when member.Computed && !IsIndex(literal.Value):
                return new Place(member, obj, -1, literal.Value);
            case Expression expression when member.Computed:
                var key = Operand(expression, member.Property.End, end);
                if (keepsKey && expression is not (NumericLiteral or StringLiteral or TemplateLiteral))
                {
                    var converted = _registers.IsVariable(key) ? _registers.Take() : key;
                    At(expression.Start, member.Object);
                    Emit(Opcode.ToPropertyKeyOf, converted, obj, key);
                    key = converted;
                }

                return new Place(member, obj, key, null);
            default:
                return new Place(member, obj, -1, ((Identifier)member.Property).Name);
        }
    }

    private void GetReference(Place place, int target)
    {
        var member = place.Member;
        if (place.Name is { } name)
        {
            GetField(name, member.Property.Start, member.Object, place.Object, target);
            return;
        }

        At(member.Property.Start, member.Object);
        Emit(
            member.Object is Super ? Opcode.GetSuper : member.Property is PrivateIdentifier ? Opcode.GetPrivate : Opcode.GetIndex,
            target,
            place.Object,
            place.Key);
    }

    private void SetReference(Place place, int value)
    {
        var member = place.Member;
        At(member.Property.Start, member.Object);
        if (place.Name is { } name)
            Emit(Opcode.SetField, place.Object, _writer.Cache(name), value);
        else if (member.Object is Super)
            Emit(Opcode.SetSuper, place.Object, place.Key, value);
        else
            Emit(member.Property is PrivateIdentifier ? Opcode.SetPrivate : Opcode.SetIndex, place.Object, place.Key, value);
    }
}
