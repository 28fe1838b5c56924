using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>What binding a name in a pattern means.</summary>
internal enum BindMode
{
    /// <summary>An assignment expression.</summary>
    Assign,

    /// <summary>A <c>var</c> declaration with an initialiser.</summary>
    Var,

    /// <summary>The first value of a let, const, class, parameter or catch variable.</summary>
    Initialize,
}

/// <content>Binding and assigning by patterns.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>The value that a pattern takes apart, in a register that the pattern itself does not write.</summary>
    private int PatternSource(Expression source, Node pattern)
    {
        var register = Operand(source, pattern);
        if (!_registers.IsVariable(register))
            return register;

        var copy = _registers.Take();
        Move(copy, register);

        return copy;
    }

    /// <summary>Binds the value in a register to a name, a member or a pattern.</summary>
    private void Bind(Node target, int value, BindMode mode)
    {
        CodeTooLargeException.ProbeStack(target.Start);
        var mark = _registers.Next;
        switch (target)
        {
            case Identifier identifier:
                BindName(identifier, value, mode);
                break;
            case MemberExpression member:
                SetReference(Reference(member, null, keepsKey: false), value);
                break;
            case ArrayPattern array:
                BindArray(array, value, mode);
                break;
            case ObjectPattern obj:
                BindObject(obj, value, mode);
                break;
            case AssignmentPattern assignment:
                var copy = _registers.Take();
                Move(copy, value);
                ApplyDefault(assignment, copy);
                Bind(assignment.Left, copy, mode);
                break;
        }

        _registers.Next = mark;
    }

    private void BindName(Identifier identifier, int value, BindMode mode)
    {
        if (mode != BindMode.Initialize)
        {
            StoreVariable(identifier, value);
            return;
        }

        if (_scope.Find(identifier.Name) is { } variable)
            Initialize(variable, value);
        else
            _writer.EmitWide(Opcode.InitGlobal, value, _writer.Name(identifier.Name));
    }

    /// <summary>The register to generate a name's value into: its own where nothing can observe that too early, otherwise a new one.</summary>
    private int LeafTarget(Node target, BindMode mode)
    {
        if (target is Identifier identifier)
        {
            if (mode == BindMode.Initialize && _scope.Find(identifier.Name) is { Register: >= 0 } variable && !BeginsAsHole(variable))
                return variable.Register;

            if (mode == BindMode.Var && WritableRegister(identifier) is >= 0 and var register)
                return register;
        }

        return _registers.Take();
    }

    /// <summary>When the register holds undefined, it takes the default.</summary>
    private void ApplyDefault(AssignmentPattern assignment, int register)
    {
        var given = new Label();
        Jump(Opcode.JumpIfNotUndefined, register, given);
        NamedInto(assignment.Right, register, assignment.Left is Identifier { Parenthesized: false } identifier ? identifier.Name : "");
        _writer.Place(given);
    }

    private void BindObject(ObjectPattern pattern, int value, BindMode mode)
    {
        At(pattern);
        Emit(Opcode.RequireObjectCoercible, value);
        var rest = pattern.Properties is [.., RestElement last] ? last : null;
        var keys = rest is null ? -1 : _registers.Take(pattern.Properties.Length);
        for (var i = 0; i < pattern.Properties.Length; i++)
        {
            var mark = _registers.Next;
            if (pattern.Properties[i] is Property property)
                BindProperty(property, value, rest is null ? -1 : keys + 1 + i, mode);

            _registers.Next = mark;
        }

        if (rest is not null)
            BindRest(rest, pattern.Properties.Length - 1, value, keys, mode);
    }

    private void BindRest(RestElement rest, int count, int value, int keys, BindMode mode)
    {
        if (rest.Argument is MemberExpression member)
        {
            var place = Reference(member, null, keepsKey: false);
            Move(keys, value);
            Emit(Opcode.RestObject, keys, keys, count);
            SetReference(place, keys);
            return;
        }

        Move(keys, value);
        Emit(Opcode.RestObject, keys, keys, count);
        Bind(rest.Argument, keys, mode);
    }

    /// <param name="property">The member of the pattern.</param>
    /// <param name="obj">The object's register.</param>
    /// <param name="keyRegister">Where the key is kept for a rest element, or -1.</param>
    /// <param name="mode">What binding means.</param>
    private void BindProperty(Property property, int obj, int keyRegister, BindMode mode)
    {
        var assignment = property.Value as AssignmentPattern;
        var target = assignment?.Left ?? property.Value;
        var name = property.Computed ? null : FieldName(property.Key);
        var key = keyRegister;
        if (name is null || key >= 0)
            KeyInto(property.Key, property.Computed, key = key < 0 ? _registers.Take() : key);

        Place? place = mode == BindMode.Assign && target is MemberExpression member ? Reference(member, assignment?.Right, keepsKey: false) : null;
        var value = place is null && (assignment is null || mode == BindMode.Initialize) ? LeafTarget(target, mode) : _registers.Take();
        if (name is not null)
        {
            GetField(name, property.Start, property.Key, obj, value);
        }
        else
        {
            At(property);
            Emit(Opcode.GetIndex, value, obj, key);
        }

        if (assignment is not null)
            ApplyDefaultFresh(assignment, value, mode);

        if (place is { } found)
            SetReference(found, value);
        else
            Bind(target, value, mode);
    }

    /// <summary>As <see cref="ApplyDefault"/>; a variable that is only now initialised may serve as a temporary.</summary>
    private void ApplyDefaultFresh(AssignmentPattern assignment, int register, BindMode mode)
    {
        var unseen = mode == BindMode.Initialize && _registers.IsVariable(register);
        if (unseen)
            _registers.MarkVariable(register, false);

        ApplyDefault(assignment, register);
        if (unseen)
            _registers.MarkVariable(register, true);
    }

    private void BindArray(ArrayPattern pattern, int value, BindMode mode)
    {
        var record = _registers.Take(3);
        At(pattern);
        Emit(Opcode.GetIterator, record, value);
        Emit(Opcode.LoadFalse, record + 2);
        var control = new Control(ControlKind.Pattern) { Iterator = record };
        Push(control);
        foreach (var element in pattern.Elements)
        {
            var mark = _registers.Next;
            BindElement(element, record, mode);
            _registers.Next = mark;
        }

        Pop(control);
        var end = new Label();
        var rethrow = new Label();
        Jump(Opcode.JumpIfTrue, record + 2, end);
        Emit(Opcode.IteratorClose, record);
        Jump(end);
        var exception = _registers.Take();
        BeginHandler(control, exception);
        Jump(Opcode.JumpIfTrue, record + 2, rethrow);
        Emit(Opcode.IteratorClose, record, 0, 1);
        _writer.Place(rethrow);
        Emit(Opcode.Throw, exception);
        _writer.Place(end);
    }

    private void BindElement(Node? element, int record, BindMode mode)
    {
        if (element is null)
        {
            Emit(Opcode.IteratorStep, _registers.Take(), record);
            return;
        }

        var assignment = element as AssignmentPattern;
        var rest = element as RestElement;
        var target = rest?.Argument ?? assignment?.Left ?? element;
        Place? place = mode == BindMode.Assign && target is MemberExpression member ? Reference(member, assignment?.Right, keepsKey: false) : null;
        var value = place is null && (assignment is null || mode == BindMode.Initialize) ? LeafTarget(target, mode) : _registers.Take();
        At(element);
        Emit(rest is null ? Opcode.IteratorStep : Opcode.IteratorRest, value, record);
        if (assignment is not null)
            ApplyDefaultFresh(assignment, value, mode);

        if (place is { } found)
            SetReference(found, value);
        else
            Bind(target, value, mode);
    }
}
