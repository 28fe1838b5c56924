using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Loops. The test stands at the end, so that an iteration costs one jump.</content>
internal sealed partial class FunctionCompiler
{
    private readonly Dictionary<NumericLiteral, int> _hoistedLimits = [];

    private void CompileLoop(Statement statement, List<string> labels)
    {
        var mark = _registers.Next;
        var control = new Control(ControlKind.Target) { Break = new Label(), Continue = new Label(), IsBreakable = true, Labels = labels };
        Push(control);
        switch (statement)
        {
            case WhileStatement loop:
                Jump(control.Continue);
                CompileRepeated(loop, loop.Test, loop.Body, control);
                break;
            case DoWhileStatement loop:
                CompileRepeated(loop, loop.Test, loop.Body, control);
                break;
            case ForStatement loop:
                CompileFor(loop, control);
                break;
            case ForInStatement loop:
                CompileForIn(loop, control);
                break;
            case ForOfStatement { IsAwait: true } loop:
                CompileForAwait(loop, control);
                break;
            case ForOfStatement loop:
                CompileForOf(loop, control);
                break;
        }

        Pop(control);
        _writer.Place(control.Break);
        _registers.Next = mark;
    }

    private void CompileRepeated(Statement loop, Expression test, Statement body, Control control)
    {
        var start = new Label();
        PlaceStart(loop, start);
        Compile(body);
        _writer.Place(control.Continue!);
        var mark = _registers.Next;
        Condition(test, start, when: true);
        _registers.Next = mark;
    }

    /// <summary>Notes the loop's place in the source too: a limit that ends an empty loop says which.</summary>
    private void PlaceStart(Statement loop, Label start)
    {
        _writer.Place(start);
        _writer.At(loop.Start, loop.Start, loop.Start);
    }

    private void CompileFor(ForStatement loop, Control control)
    {
        var mark = _registers.Next;
        var scope = _tree.Of(loop);
        EnterScope(scope);
        if (loop.Init is VariableDeclaration declaration)
            CompileDeclaration(declaration);
        else if (loop.Init is Expression initial)
            EffectOf(initial);

        RenewCells(scope);
        var start = new Label();
        var test = new Label();
        HoistLimit(loop.Test);
        if (loop.Test is not null)
            Jump(test);

        PlaceStart(loop, start);
        Compile(loop.Body);
        _writer.Place(control.Continue!);
        RenewCells(scope);
        if (loop.Update is { } update)
            EffectOf(update);

        _writer.Place(test);
        if (loop.Test is { } condition)
        {
            var before = _registers.Next;
            Condition(condition, start, when: true);
            _registers.Next = before;
        }
        else
        {
            Jump(start);
        }

        LeaveScope(mark);
    }

    /// <summary>A limit too large for an immediate operand is loaded once, before the loop.</summary>
    private void HoistLimit(Expression? test)
    {
        if (test is BinaryExpression { Right: NumericLiteral literal } && SmallInteger(literal) is null)
        {
            var register = _registers.Take();
            LoadNumber(literal.Value, register);
            _hoistedLimits[literal] = register;
        }
    }

    private void EffectOf(Expression expression)
    {
        var mark = _registers.Next;
        Effect(expression);
        _registers.Next = mark;
    }

    /// <summary>Every iteration has its own variables: closures made in one keep the values of it.</summary>
    private void RenewCells(Scope scope)
    {
        foreach (var variable in scope.Variables)
        {
            if (variable is { Captured: true, Kind: BindingKind.Let })
                Emit(Opcode.CloneCell, variable.Register);
        }
    }

    private void CompileForIn(ForInStatement loop, Control control)
    {
        var enumerator = _registers.Take();
        ForEachSource(loop, loop.Right, enumerator);
        At(loop.Right);
        Emit(Opcode.ForInStart, enumerator, enumerator);
        var stop = BeginIteration(control);
        var mark = _registers.Next;
        EnterScope(_tree.Of(loop));
        var key = IterationTarget(loop.Left);
        _writer.ShortJump(Opcode.ForInNext, key, enumerator, stop);
        CompileForEachBody(loop.Left, loop.Body, key);
        LeaveScope(mark);
        Jump(control.Continue!);
    }

    private void CompileForOf(ForOfStatement loop, Control control)
    {
        var record = _registers.Take(2);
        ForEachSource(loop, loop.Right, record);
        At(loop.Right.Start, loop.Right);
        Emit(Opcode.GetIterator, record, record);
        var stop = BeginIteration(control);
        var mark = _registers.Next;
        EnterScope(_tree.Of(loop));
        var value = IterationTarget(loop.Left);
        At(loop.Right);
        _writer.ShortJump(Opcode.IteratorNext, value, record, stop);
        _writer.ShortJump(Opcode.IteratorUnwrap, value, 0, stop);
        var iterator = new Control(ControlKind.Iterator) { Iterator = record, Loop = control };
        Push(iterator);
        CompileForEachBody(loop.Left, loop.Body, value);
        Pop(iterator);
        Jump(control.Continue!);
        LeaveScope(mark);
        var exception = _registers.Take();
        BeginHandler(iterator, exception);
        Emit(Opcode.IteratorClose, record, 0, 1);
        Emit(Opcode.Throw, exception);
        _registers.Next = mark;
    }

    /// <summary>The short jumps of the iteration reach a wide one that stands before it.</summary>
    private Label BeginIteration(Control control)
    {
        if (!_wide)
        {
            _writer.Place(control.Continue!);

            return control.Break!;
        }

        var stop = new Label();
        Jump(control.Continue!);
        _writer.Place(stop);
        Jump(control.Break!);
        _writer.Place(control.Continue!);

        return stop;
    }

    /// <summary>The expression to iterate sees the loop's variables, uninitialised.</summary>
    private void ForEachSource(Statement loop, Expression source, int target)
    {
        var mark = _registers.Next;
        EnterScope(_tree.Of(loop));
        Into(source, target);
        LeaveScope(mark);
    }

    /// <summary>Where an iteration's value goes: into the loop's own variable, when nobody sees it too early.</summary>
    private int IterationTarget(Node left) =>
        left is VariableDeclaration { VariableKind: not VariableKind.Var, Declarations: [{ Id: Identifier identifier }] }
            ? LeafTarget(identifier, BindMode.Initialize)
            : _registers.Take();

    private void CompileForEachBody(Node left, Statement body, int value)
    {
        if (left is VariableDeclaration declaration)
            Bind(declaration.Declarations[0].Id, value, declaration.VariableKind == VariableKind.Var ? BindMode.Var : BindMode.Initialize);
        else
            Bind(left, value, BindMode.Assign);

        Compile(body);
    }

    private void CompileForAwait(ForOfStatement loop, Control control)
    {
        var record = _registers.Take(2);
        ForEachSource(loop, loop.Right, record);
        At(loop.Right.Start, loop.Right);
        Emit(Opcode.GetAsyncIterator, record, record);
        var stop = BeginIteration(control);
        var mark = _registers.Next;
        EnterScope(_tree.Of(loop));
        var value = IterationTarget(loop.Left);
        At(loop.Right);
        Emit(Opcode.IteratorCall, value, record);
        Emit(Opcode.Await, value, value);
        _writer.ShortJump(Opcode.IteratorUnwrap, value, 0, stop);
        var iterator = new Control(ControlKind.AsyncIterator) { Iterator = record, Loop = control };
        Push(iterator);
        CompileForEachBody(loop.Left, loop.Body, value);
        Pop(iterator);
        Jump(control.Continue!);
        LeaveScope(mark);
        var exception = _registers.Take();
        BeginHandler(iterator, exception);
        CloseAsyncIteratorSilently(record, exception);
        _registers.Next = mark;
    }

    private void CloseAsyncIterator(int record)
    {
        var mark = _registers.Next;
        var window = _registers.Take(2);
        var done = new Label();
        CallReturn(record, window, done);
        Emit(Opcode.RequireObject, window);
        _writer.Place(done);
        _registers.Next = mark;
    }

    private void CallReturn(int record, int window, Label done)
    {
        Emit(Opcode.GetMethod, window, record, _writer.Name("return"));
        Jump(Opcode.JumpIfUndefined, window, done);
        Emit(Opcode.Move, window + 1, record);
        Emit(Opcode.CallMethod, window, window, 0);
        Emit(Opcode.Await, window, window);
    }

    private void CloseAsyncIteratorSilently(int record, int exception)
    {
        var window = _registers.Take(2);
        var control = new Control(ControlKind.Catch);
        var done = new Label();
        Push(control);
        CallReturn(record, window, done);
        Pop(control);
        BeginHandler(control, window);
        _writer.Place(done);
        Emit(Opcode.Throw, exception);
    }
}
