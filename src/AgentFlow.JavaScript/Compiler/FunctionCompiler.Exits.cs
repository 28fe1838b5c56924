using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Ways out of statements: break, continue, return, and what they have to close or run on their way.</content>
internal sealed partial class FunctionCompiler
{
    private readonly List<Control> _controls = [];

    private static bool IsProtected(ControlKind kind) => kind != ControlKind.Target;

    private void Push(Control control)
    {
        _controls.Add(control);
        if (IsProtected(control.Kind))
            control.Open(_writer.Position);
    }

    private void Pop(Control control)
    {
        _controls.RemoveAt(_controls.Count - 1);
        control.Close(_writer.Position);
    }

    /// <summary>Emits the way out through all enclosing controls up to the target of <paramref name="exit"/>.</summary>
    /// <param name="exit">Where to.</param>
    /// <param name="value">The returned value's register, for a return.</param>
    private void LeaveBy(Exit exit, int value)
    {
        var index = _controls.Count - 1;
        for (; index >= 0 && !_controls[index].Keeps(exit); index--)
        {
            var control = _controls[index];
            control.Close(_writer.Position);
            if (control.Kind == ControlKind.Finally)
                break;

            CloseOnExit(control);
        }

        if (index >= 0 && !_controls[index].Keeps(exit))
            EnterFinally(_controls[index--], exit, value);
        else
            Finish(exit, value);

        while (++index < _controls.Count)
        {
            if (IsProtected(_controls[index].Kind))
                _controls[index].Open(_writer.Position);
        }
    }

    private void Finish(Exit exit, int value)
    {
        if (exit.Label is { } label)
            Jump(label);
        else
            EmitReturn(value);
    }

    private void EnterFinally(Control control, Exit exit, int value)
    {
        var number = control.Exits.IndexOf(exit);
        if (number < 0)
        {
            number = control.Exits.Count;
            control.Exits.Add(exit);
        }

        if (exit.Label is null)
            Move(control.CompletionValue, value);

        _writer.EmitWide(Opcode.LoadInt, control.CompletionKind, number + 2);
        Jump(control.Finally);
    }

    private void CloseOnExit(Control control)
    {
        switch (control.Kind)
        {
            case ControlKind.Iterator:
                Emit(Opcode.IteratorClose, control.Iterator);
                break;
            case ControlKind.AsyncIterator:
                CloseAsyncIterator(control.Iterator);
                break;
            case ControlKind.Pattern:
                var done = new Label();
                Jump(Opcode.JumpIfTrue, control.Iterator + 2, done);
                Emit(Opcode.IteratorClose, control.Iterator);
                _writer.Place(done);
                break;
        }
    }

    private void EmitReturn(int value)
    {
        if (_function.Kind != CodeKind.DerivedConstructor)
        {
            Emit(Opcode.Return, value);
            return;
        }

        var mark = _registers.Next;
        var self = ThisRegister;
        if (_scope.Function.Parameters.Find(Scopes.InternalName.This) is { Captured: true } variable)
            Emit(Opcode.GetCell, self = _registers.Take(), variable.Register);

        Emit(Opcode.ReturnDerived, value, self);
        _registers.Next = mark;
    }

    private void CompileReturn(ReturnStatement statement)
    {
        var mark = _registers.Next;
        int value;
        if (_controls.Count == 0 && _function.Kind != CodeKind.DerivedConstructor && statement.Argument is ConditionalExpression conditional)
        {
            ReturnEither(conditional);
            return;
        }

        if (statement.Argument is { } argument)
        {
            value = Operand(argument);
            if (_isAsync && _isGenerator)
            {
                var awaited = _registers.Take();
                At(statement);
                Emit(Opcode.Await, awaited, value);
                value = awaited;
            }
        }
        else if (_controls.Count == 0 && _function.Kind != CodeKind.DerivedConstructor)
        {
            Emit(Opcode.ReturnUndefined);
            return;
        }
        else
        {
            value = _registers.Take();
            Emit(Opcode.LoadUndefined, value);
        }

        At(statement);
        LeaveBy(new Exit(null, null), value);
        _registers.Next = mark;
    }

    /// <summary><c>return a ? b : c</c> is two returns.</summary>
    private void ReturnEither(ConditionalExpression expression)
    {
        var mark = _registers.Next;
        var otherwise = new Label();
        Condition(expression.Test, otherwise, when: false);
        _registers.Next = mark;
        CompileReturn(new ReturnStatement(expression.Consequent, expression.Start, expression.End));
        _writer.Place(otherwise);
        CompileReturn(new ReturnStatement(expression.Alternate, expression.Start, expression.End));
    }

    private void CompileBreak(BreakStatement statement)
    {
        var target = _controls.FindLast(control =>
            control.Kind == ControlKind.Target && (statement.Label is { } label ? control.Labels.Contains(label) : control.IsBreakable))!;
        LeaveBy(new Exit(target, target.Break), -1);
    }

    private void CompileContinue(ContinueStatement statement)
    {
        var target = _controls.FindLast(control =>
            control is { Kind: ControlKind.Target, Continue: not null } && (statement.Label is not { } label || control.Labels.Contains(label)))!;
        LeaveBy(new Exit(target, target.Continue), -1);
    }

    /// <summary>Adds the handler of a control that has been left, and returns with the code position at its target.</summary>
    private void BeginHandler(Control control, int register)
    {
        foreach (var (from, to) in control.Ranges)
            _writer.Handlers.Add(new ExceptionHandler(from, to, _writer.Position, register));
    }
}
