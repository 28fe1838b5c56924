using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>What runs before a function's first statement, and the bodies.</content>
internal sealed partial class FunctionCompiler
{
    private void CompileProgram(Program program)
    {
        if (program.ProgramKind == ProgramKind.Script)
        {
            _completion = _registers.Take();
            DeclareGlobals();
        }

        BindCallVariables();
        EnterScope(_function.Body, fresh: true);
        Compile(program.Body);
        if (_completion >= 0)
            Emit(Opcode.Return, _completion);
        else
            Emit(Opcode.ReturnUndefined);
    }

    private void DeclareGlobals()
    {
        foreach (var (name, kind) in _tree.Globals.Distinct())
            _writer.EmitWide(Opcode.DeclareGlobal, (int)kind, _writer.Name(name));

        foreach (var declaration in _function.Body.Functions)
        {
            var mark = _registers.Next;
            var register = _registers.Take();
            Closure(declaration.Function, register, declaration.Function.Id!.Name);
            _writer.EmitWide(Opcode.DefineGlobalFunction, register, _writer.Name(declaration.Function.Id.Name));
            _registers.Next = mark;
        }
    }

    private void CompileFunction(FunctionNode node)
    {
        BindFunctionName(node);
        BindCallVariables();
        if (node.HasSimpleParameters)
            BindSimpleParameters(node);
        else
            BindParameters(node);

        if (_isGenerator)
            Emit(Opcode.CreateGenerator);

        if (_function.Kind == CodeKind.ClassConstructor)
            InitializeFields(node, ThisRegister);

        _scope = _function.Parameters;
        EnterScope(_function.Body, fresh: node.HasSimpleParameters);
        if (_function.Body != _function.Parameters)
            CopyParameters();

        if (node.Body is BlockStatement block)
        {
            Compile(block.Body);
            EmitReturnOfNothing(block);
        }
        else
        {
            EmitReturn(Operand((Expression)node.Body));
        }
    }

    private void EmitReturnOfNothing(Node body)
    {
        if (_function.Kind != CodeKind.DerivedConstructor)
        {
            Emit(Opcode.ReturnUndefined);
            return;
        }

        var value = _registers.Take();
        Emit(Opcode.LoadUndefined, value);
        At(body);
        EmitReturn(value);
    }

    /// <summary>A function expression's own name is the register of the called function.</summary>
    private void BindFunctionName(FunctionNode node)
    {
        if (_function.Parameters.Parent is { Kind: ScopeKind.FunctionName } scope && node.Id is { } id && scope.Find(id.Name) is { } variable)
            BindFixed(variable, CalleeRegister);
    }

    /// <summary>this, new.target, arguments and the called function, where the code uses them.</summary>
    private void BindCallVariables()
    {
        foreach (var variable in _function.Parameters.Variables)
        {
            if (variable.Kind != BindingKind.Internal)
                continue;

            switch (variable.Name)
            {
                case InternalName.This:
                    BindFixed(variable, ThisRegister);
                    break;
                case InternalName.Callee:
                    BindFixed(variable, CalleeRegister);
                    break;
                case InternalName.NewTarget:
                    BindNew(variable, Opcode.LoadNewTarget);
                    break;
                case InternalName.Arguments:
                    BindNew(variable, Opcode.CreateArguments);
                    break;
            }
        }
    }

    private void BindFixed(Variable variable, int register)
    {
        variable.Register = register;
        if (!variable.Captured)
            return;

        variable.Register = TakeVariable();
        Move(variable.Register, register);
        Emit(Opcode.BoxCell, variable.Register);
    }

    private void BindNew(Variable variable, Opcode load)
    {
        variable.Register = TakeVariable();
        Emit(load, variable.Register);
        if (variable.Captured)
            Emit(Opcode.BoxCell, variable.Register);
    }

    private void BindSimpleParameters(FunctionNode node)
    {
        // Of two parameters with one name the last counts; strict code has none, but a lookup by name costs nothing.
        for (var i = 0; i < node.Parameters.Length; i++)
            BindInPlace(_function.Parameters.Find(((Identifier)node.Parameters[i]).Name)!, FirstParameter + i);
    }

    private void BindInPlace(Variable variable, int register)
    {
        variable.Register = register;
        _registers.MarkVariable(register, true);
        if (variable.Captured)
            Emit(Opcode.BoxCell, register);
    }

    private void BindParameters(FunctionNode node)
    {
        PrepareParameters(node);
        for (var i = 0; i < node.Parameters.Length; i++)
        {
            var mark = _registers.Next;
            var parameter = node.Parameters[i];
            if (parameter is RestElement rest)
            {
                var target = LeafTarget(rest.Argument, BindMode.Initialize);
                Emit(Opcode.CreateRest, target, i);
                Bind(rest.Argument, target, BindMode.Initialize);
            }
            else
            {
                BindParameter(parameter, FirstParameter + i);
            }

            _registers.Next = mark;
        }
    }

    private void BindParameter(Node parameter, int register)
    {
        if (parameter is AssignmentPattern assignment)
        {
            ApplyDefault(assignment, register);
            parameter = assignment.Left;
        }

        if (parameter is Identifier identifier && _scope.Find(identifier.Name) is { } variable && variable.Register == register)
        {
            if (variable.Captured)
                Emit(Opcode.BoxCell, register);
        }
        else
        {
            Bind(parameter, register, BindMode.Initialize);
        }
    }

    /// <summary>A plain parameter stays in its register; one that may be read too early, or stands in a pattern, gets a variable of its own.</summary>
    private void PrepareParameters(FunctionNode node)
    {
        for (var i = 0; i < node.Parameters.Length; i++)
        {
            var parameter = node.Parameters[i] is AssignmentPattern assignment ? assignment.Left : node.Parameters[i];
            if (parameter is Identifier identifier && _scope.Find(identifier.Name) is { NeedsHole: false } variable)
            {
                variable.Register = FirstParameter + i;
                _registers.MarkVariable(variable.Register, true);
            }
        }

        foreach (var variable in _scope.Variables)
        {
            if (variable.Kind == BindingKind.Parameter && variable.Register < 0)
                Allocate(variable, fresh: false);
        }
    }

    /// <summary>With parameters that are not simple, a <c>var</c> of a parameter's name begins with the parameter's value.</summary>
    private void CopyParameters()
    {
        foreach (var variable in _function.Body.Variables)
        {
            if (variable.Kind != BindingKind.Var || _function.Parameters.Find(variable.Name) is not { } parameter)
                continue;

            var mark = _registers.Next;
            var value = _registers.Take();
            if (parameter.Captured)
                Emit(Opcode.GetCell, value, parameter.Register);
            else
                Move(value, parameter.Register);

            Assign(variable, value);
            _registers.Next = mark;
        }
    }
}
