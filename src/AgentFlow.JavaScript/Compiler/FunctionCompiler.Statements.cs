using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Statements other than loops and try.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>The register of a script's completion value, or -1 where nobody asks for one.</summary>
    private int _completion = -1;

    private void Compile(Statement[] statements)
    {
        foreach (var statement in statements)
            Compile(statement);
    }

    private void Compile(Statement statement)
    {
        CodeTooLargeException.ProbeStack(statement.Start);
        switch (statement)
        {
            case ExpressionStatement expression:
                CompileExpression(expression.Expression);
                break;
            case VariableDeclaration declaration:
                CompileDeclaration(declaration);
                break;
            case ReturnStatement result:
                CompileReturn(result);
                break;
            case IfStatement branch:
                CompileIf(branch);
                break;
            case BlockStatement block:
                CompileBlock(block);
                break;
            case BreakStatement exit:
                CompileBreak(exit);
                break;
            case ContinueStatement exit:
                CompileContinue(exit);
                break;
            case ThrowStatement thrown:
                CompileThrow(thrown);
                break;
            case TryStatement attempt:
                CompileTry(attempt);
                break;
            case SwitchStatement choice:
                CompileSwitch(choice, []);
                break;
            case LabeledStatement labeled:
                CompileLabeled(labeled);
                break;
            case ClassDeclaration declaration:
                CompileClassDeclaration(declaration);
                break;
            case FunctionDeclaration or EmptyStatement or DebuggerStatement:
                break;
            default:
                CompileLoop(statement, []);
                break;
        }
    }

    private void CompileExpression(Expression expression)
    {
        var mark = _registers.Next;
        if (_completion >= 0)
            Into(expression, _completion);
        else
            Effect(expression);

        _registers.Next = mark;
    }

    private void CompileBlock(BlockStatement block)
    {
        var mark = _registers.Next;
        EnterScope(_tree.Of(block));
        Compile(block.Body);
        LeaveScope(mark);
    }

    private void CompileThrow(ThrowStatement statement)
    {
        var mark = _registers.Next;
        var value = Operand(statement.Argument);
        At(statement);
        Emit(Opcode.Throw, value);
        _registers.Next = mark;
    }

    private void CompileIf(IfStatement statement)
    {
        var end = new Label();
        for (; ; )
        {
            var mark = _registers.Next;
            var otherwise = new Label();
            Condition(statement.Test, otherwise, when: false);
            _registers.Next = mark;
            Compile(statement.Consequent);
            if (statement.Alternate is not { } alternate)
            {
                _writer.Place(otherwise);
                break;
            }

            Jump(end);
            _writer.Place(otherwise);
            if (alternate is IfStatement next)
            {
                statement = next;
                continue;
            }

            Compile(alternate);
            break;
        }

        _writer.Place(end);
    }

    private void CompileDeclaration(VariableDeclaration declaration)
    {
        foreach (var declarator in declaration.Declarations)
        {
            var mark = _registers.Next;
            var mode = declaration.VariableKind == VariableKind.Var ? BindMode.Var : BindMode.Initialize;
            if (declarator.Id is Identifier identifier)
                CompileDeclarator(identifier, declarator.Init, mode);
            else
                Bind(declarator.Id, PatternSource(declarator.Init!, declarator.Id), mode);

            _registers.Next = mark;
        }
    }

    private void CompileDeclarator(Identifier identifier, Expression? initial, BindMode mode)
    {
        if (initial is null)
        {
            if (mode == BindMode.Initialize)
            {
                var target = LeafTarget(identifier, mode);
                Emit(Opcode.LoadUndefined, target);
                Bind(identifier, target, mode);
            }

            return;
        }

        var register = LeafTarget(identifier, mode);

        // A variable that nobody can see before its initialisation may serve as a temporary for it.
        var unseen = mode == BindMode.Initialize && _registers.IsVariable(register);
        if (unseen)
            _registers.MarkVariable(register, false);

        NamedInto(initial, register, identifier.Name);
        if (unseen)
            _registers.MarkVariable(register, true);

        Bind(identifier, register, mode);
    }

    private void CompileLabeled(LabeledStatement statement)
    {
        List<string> labels = [statement.Label];
        var body = statement.Body;
        while (body is LabeledStatement inner)
        {
            labels.Add(inner.Label);
            body = inner.Body;
        }

        switch (body)
        {
            case ForStatement or ForInStatement or ForOfStatement or WhileStatement or DoWhileStatement:
                CompileLoop(body, labels);
                break;
            case SwitchStatement choice:
                CompileSwitch(choice, labels);
                break;
            default:
                var end = new Label();
                var control = new Control(ControlKind.Target) { Break = end, Labels = labels };
                Push(control);
                Compile(body);
                Pop(control);
                _writer.Place(end);
                break;
        }
    }

    private void CompileSwitch(SwitchStatement statement, List<string> labels)
    {
        var mark = _registers.Next;
        var value = _registers.Take();
        Into(statement.Discriminant, value);
        EnterScope(_tree.Of(statement));
        var end = new Label();
        var cases = Array.ConvertAll(statement.Cases, static _ => new Label());
        var fallback = end;
        for (var i = 0; i < cases.Length; i++)
        {
            if (statement.Cases[i].Test is { } test)
                JumpIfCase(value, test, cases[i]);
            else
                fallback = cases[i];
        }

        Jump(fallback);
        var control = new Control(ControlKind.Target) { Break = end, IsBreakable = true, Labels = labels };
        Push(control);
        for (var i = 0; i < cases.Length; i++)
        {
            _writer.Place(cases[i]);
            Compile(statement.Cases[i].Consequent);
        }

        Pop(control);
        LeaveScope(mark);
        _writer.Place(end);
    }

    private void JumpIfCase(int value, Expression test, Label target)
    {
        var mark = _registers.Next;
        if (!_wide && SmallInteger(test) is { } number)
            _writer.ShortJump(Opcode.JumpIfStrictEqualInt, value, number, target);
        else
            JumpIfEqual(value, Operand(test), target);

        _registers.Next = mark;
    }

    private void JumpIfEqual(int left, int right, Label target)
    {
        if (!_wide)
        {
            _writer.ShortJump(Opcode.JumpIfStrictEqual, left, right, target);
            return;
        }

        var result = _registers.Take();
        Emit(Opcode.StrictEqual, result, left, right);
        Jump(Opcode.JumpIfTrue, result, target);
    }

    private void CompileClassDeclaration(ClassDeclaration declaration)
    {
        var mark = _registers.Next;
        var identifier = declaration.Class.Id!;
        var value = _registers.Take();
        Class(declaration.Class, value, identifier.Name);
        Bind(identifier, value, BindMode.Initialize);
        _registers.Next = mark;
    }
}
