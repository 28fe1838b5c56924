using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>try, catch, finally.</content>
internal sealed partial class FunctionCompiler
{
    private void CompileTry(TryStatement statement)
    {
        if (statement.Finalizer is not { } finalizer)
        {
            CompileCatch(statement.Block, statement.Handler!);
            return;
        }

        var mark = _registers.Next;
        var value = _registers.Take(2);
        var control = new Control(ControlKind.Finally) { CompletionValue = value, CompletionKind = value + 1 };
        Push(control);
        if (statement.Handler is { } handler)
            CompileCatch(statement.Block, handler);
        else
            CompileBlock(statement.Block);

        Pop(control);
        _writer.EmitWide(Opcode.LoadInt, control.CompletionKind, 0);
        Jump(control.Finally);
        BeginHandler(control, value);
        _writer.EmitWide(Opcode.LoadInt, control.CompletionKind, 1);
        _writer.Place(control.Finally);
        CompileBlock(finalizer);
        EndFinally(control);
        _registers.Next = mark;
    }

    private void EndFinally(Control control)
    {
        var next = new Label();
        JumpUnlessKind(control, 1, next);
        Emit(Opcode.Throw, control.CompletionValue);
        _writer.Place(next);
        for (var i = 0; i < control.Exits.Count; i++)
        {
            next = new Label();
            JumpUnlessKind(control, i + 2, next);
            LeaveBy(control.Exits[i], control.CompletionValue);
            _writer.Place(next);
        }
    }

    private void JumpUnlessKind(Control control, int kind, Label target)
    {
        if (!_wide)
        {
            _writer.ShortJump(Opcode.JumpIfNotStrictEqualInt, control.CompletionKind, kind, target);
            return;
        }

        var mark = _registers.Next;
        var register = _registers.Take();
        _writer.EmitWide(Opcode.LoadInt, register, kind);
        Emit(Opcode.StrictEqual, register, control.CompletionKind, register);
        Jump(Opcode.JumpIfFalse, register, target);
        _registers.Next = mark;
    }

    private void CompileCatch(BlockStatement block, CatchClause handler)
    {
        var end = new Label();
        var control = new Control(ControlKind.Catch);
        Push(control);
        CompileBlock(block);
        Pop(control);
        Jump(end);
        var mark = _registers.Next;
        var exception = _registers.Take();
        BeginHandler(control, exception);
        EnterScope(_tree.Of(handler));
        if (handler.Parameter is { } parameter)
            Bind(parameter, exception, BindMode.Initialize);

        CompileBlock(handler.Body);
        LeaveScope(mark);
        _writer.Place(end);
    }
}
