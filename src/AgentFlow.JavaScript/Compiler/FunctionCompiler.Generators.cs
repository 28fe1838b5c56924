using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>await, yield and yield*.</content>
internal sealed partial class FunctionCompiler
{
    private void Await(AwaitExpression expression, int target)
    {
        var value = Operand(expression.Argument);
        At(expression);
        Emit(Opcode.Await, target, value);
    }

    private void Yield(YieldExpression expression, int target)
    {
        if (expression.Delegate)
        {
            YieldAll(expression, target);
            return;
        }

        var value = _registers.Take();
        if (expression.Argument is { } argument)
            Into(argument, value);
        else
            Emit(Opcode.LoadUndefined, value);

        At(expression);
        if (_isAsync)
            Emit(Opcode.Await, value, value);

        var returned = new Label();
        var resumed = new Label();
        Jump(Opcode.Yield, value, returned);
        Jump(resumed);
        _writer.Place(returned);
        if (_isAsync)
            Emit(Opcode.Await, value, value);

        LeaveBy(new Exit(null, null), value);
        _writer.Place(resumed);
        Move(target, value);
    }

    /// <summary>The registers of a yield*.</summary>
    /// <param name="Record">The inner iterator and its next method.</param>
    /// <param name="Received">What the generator was resumed with, and in the register behind it how.</param>
    /// <param name="Window">The head of the call window, with one argument.</param>
    private readonly record struct Delegation(int Record, int Received, int Window)
    {
        public int Mode => Received + 1;
    }

    private void YieldAll(YieldExpression expression, int target)
    {
        var delegation = new Delegation(_registers.Take(2), _registers.Take(2), _registers.Take(3));
        var (record, received, window) = delegation;
        Into(expression.Argument!, record);
        At(expression.Start, expression.Argument!);
        Emit(_isAsync ? Opcode.GetAsyncIterator : Opcode.GetIterator, record, record);
        Emit(Opcode.LoadUndefined, received);
        _writer.EmitWide(Opcode.LoadInt, delegation.Mode, (int)ResumeMode.Next);
        var (loop, result, handOut, exit) = (new Label(), new Label(), new Label(), new Label());
        _writer.Place(loop);
        ResumeByNext(delegation, result);
        ResumeByThrow(delegation, result);
        ResumeByReturn(delegation, handOut);
        _writer.Place(result);
        if (_isAsync)
            Emit(Opcode.Await, window, window);

        Emit(Opcode.RequireObject, window);
        Emit(Opcode.GetField, window + 1, window, _writer.Cache("done"));
        Jump(Opcode.JumpIfTrue, window + 1, exit);
        _writer.Place(handOut);
        if (_isAsync)
            Emit(Opcode.GetField, received, window, _writer.Cache("value"));
        else
            Move(received, window);

        Emit(Opcode.YieldDelegate, received, delegation.Mode);
        if (_isAsync)
            AwaitReturned(delegation);

        Jump(loop);
        _writer.Place(exit);
        Emit(Opcode.GetField, target, window, _writer.Cache("value"));
    }

    private void JumpUnlessMode(Delegation delegation, ResumeMode mode, Label target)
    {
        if (!_wide)
        {
            _writer.ShortJump(Opcode.JumpIfNotStrictEqualInt, delegation.Mode, (int)mode, target);
            return;
        }

        var register = _registers.Take();
        _writer.EmitWide(Opcode.LoadInt, register, (int)mode);
        Emit(Opcode.StrictEqual, register, delegation.Mode, register);
        Jump(Opcode.JumpIfFalse, register, target);
    }

    private void CallInner(Delegation delegation)
    {
        Move(delegation.Window + 1, delegation.Record);
        Move(delegation.Window + 2, delegation.Received);
        Emit(Opcode.CallMethod, delegation.Window, delegation.Window, 1);
    }

    private void ResumeByNext(Delegation delegation, Label result)
    {
        var other = new Label();
        JumpUnlessMode(delegation, ResumeMode.Next, other);
        Move(delegation.Window, delegation.Record + 1);
        CallInner(delegation);
        Jump(result);
        _writer.Place(other);
    }

    private void ResumeByThrow(Delegation delegation, Label result)
    {
        var other = new Label();
        var missing = new Label();
        JumpUnlessMode(delegation, ResumeMode.Throw, other);
        Emit(Opcode.GetMethod, delegation.Window, delegation.Record, _writer.Name("throw"));
        Jump(Opcode.JumpIfUndefined, delegation.Window, missing);
        CallInner(delegation);
        Jump(result);
        _writer.Place(missing);
        if (_isAsync)
            CloseAsyncIterator(delegation.Record);
        else
            Emit(Opcode.IteratorClose, delegation.Record);

        _writer.EmitWide(
            Opcode.ThrowError, (int)ThrownKind.TypeError, _writer.Constant("The iterator of yield* has no 'throw' method."));
        _writer.Place(other);
    }

    private void ResumeByReturn(Delegation delegation, Label handOut)
    {
        var (_, received, window) = delegation;
        var (missing, leave) = (new Label(), new Label());
        Emit(Opcode.GetMethod, window, delegation.Record, _writer.Name("return"));
        Jump(Opcode.JumpIfUndefined, window, missing);
        CallInner(delegation);
        if (_isAsync)
            Emit(Opcode.Await, window, window);

        Emit(Opcode.RequireObject, window);
        Emit(Opcode.GetField, window + 1, window, _writer.Cache("done"));
        Jump(Opcode.JumpIfFalse, window + 1, handOut);
        Emit(Opcode.GetField, received, window, _writer.Cache("value"));
        Jump(leave);
        _writer.Place(missing);
        if (_isAsync)
            Emit(Opcode.Await, received, received);

        _writer.Place(leave);
        LeaveBy(new Exit(null, null), received);
    }

    /// <summary>An async generator awaits what it is asked to return; when that is rejected it is resumed by a throw instead.</summary>
    private void AwaitReturned(Delegation delegation)
    {
        var end = new Label();
        JumpUnlessMode(delegation, ResumeMode.Return, end);
        var control = new Control(ControlKind.Catch);
        Push(control);
        Emit(Opcode.Await, delegation.Received, delegation.Received);
        Pop(control);
        Jump(end);
        BeginHandler(control, delegation.Received);
        _writer.EmitWide(Opcode.LoadInt, delegation.Mode, (int)ResumeMode.Throw);
        _writer.Place(end);
    }
}
