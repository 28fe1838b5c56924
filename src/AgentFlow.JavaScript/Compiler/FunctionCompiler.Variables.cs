using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Scopes, and reading and writing variables.</content>
internal sealed partial class FunctionCompiler
{
    private int TakeVariable()
    {
        var register = _registers.Take();
        _registers.MarkVariable(register, true);

        return register;
    }

    /// <summary>Begins a scope: its variables get registers, cells and holes, its functions are made.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="fresh">Whether the registers are known to hold undefined, as at the beginning of a function.</param>
    private void EnterScope(Scope scope, bool fresh = false)
    {
        _scope = scope;
        foreach (var variable in scope.Variables)
        {
            if (variable.Kind is not (BindingKind.Internal or BindingKind.Parameter))
                Allocate(variable, fresh);
        }

        if (scope.Kind != ScopeKind.Script)
            MakeFunctions(scope);
    }

    private void Allocate(Variable variable, bool fresh)
    {
        variable.Register = TakeVariable();
        if (BeginsAsHole(variable))
        {
            Emit(variable.Captured ? Opcode.NewHoleCell : Opcode.LoadHole, variable.Register);
        }
        else if (variable.Kind == BindingKind.Var)
        {
            if (!fresh)
                Emit(Opcode.LoadUndefined, variable.Register);

            if (variable.Captured)
                Emit(Opcode.BoxCell, variable.Register);
        }
    }

    /// <summary>Whether the variable's hole or cell is there from the beginning of the scope: closures made before its initialisation take the cell.</summary>
    private static bool BeginsAsHole(Variable variable) =>
        variable.NeedsHole || (variable.Captured && variable.Kind is (BindingKind.Function or BindingKind.ClassName));

    private void MakeFunctions(Scope scope)
    {
        foreach (var declaration in scope.Functions)
        {
            var name = declaration.Function.Id!.Name;
            var variable = scope.Find(name)!;
            if (variable.Captured)
            {
                var mark = _registers.Next;
                var closure = _registers.Take();
                Closure(declaration.Function, closure, name);
                Emit(Opcode.SetCell, variable.Register, closure);
                _registers.Next = mark;
            }
            else
            {
                Closure(declaration.Function, variable.Register, name);
            }
        }
    }

    /// <summary>Ends a scope and frees the registers taken since <paramref name="mark"/>.</summary>
    private void LeaveScope(int mark)
    {
        foreach (var variable in _scope.Variables)
        {
            if (variable.Register >= mark)
                _registers.MarkVariable(variable.Register, false);
        }

        _scope = _scope.Parent!;
        _registers.Next = mark;
    }

    private Variable? Find(string name, int position, out bool needsCheck) => NameResolver.Find(_scope, name, position, out needsCheck);

    /// <summary>The register of a variable that can be read or written in place, or -1.</summary>
    private int DirectRegister(string name, int position)
    {
        var variable = Find(name, position, out var needsCheck);

        return variable is { Captured: false } && !needsCheck && variable.Scope.Function == _function ? variable.Register : -1;
    }

    private void LoadVariable(string name, int position, int target)
    {
        if (Find(name, position, out var check) is not { } variable)
        {
            LoadGlobal(name, position, target);
            return;
        }

        if (check)
            _writer.At(position, position, position);

        if (variable.Scope.Function != _function)
        {
            var number = _function.CaptureNumber(variable);
            if (check)
                Emit(Opcode.GetCapturedChecked, target, number, _writer.Name(name));
            else
                Emit(Opcode.GetCaptured, target, number);
        }
        else if (variable.Captured)
        {
            if (check)
                Emit(Opcode.GetCellChecked, target, variable.Register, _writer.Name(name));
            else
                Emit(Opcode.GetCell, target, variable.Register);
        }
        else
        {
            if (check)
                Emit(Opcode.CheckHole, variable.Register, _writer.Name(name));

            Move(target, variable.Register);
        }
    }

    private void LoadGlobal(string name, int position, int target)
    {
        switch (name)
        {
            case "undefined":
                Emit(Opcode.LoadUndefined, target);
                return;
            case "NaN":
                LoadNumber(double.NaN, target);
                return;
            case "Infinity":
                LoadNumber(double.PositiveInfinity, target);
                return;
        }

        _writer.At(position, position, position);
        _writer.EmitWide(Opcode.GetGlobal, target, _writer.GlobalCache(name));
    }

    /// <summary>A variable's value in the register where it is, or else loaded into a new one.</summary>
    private int VariableOperand(string name, int position)
    {
        var register = DirectRegister(name, position);
        if (register < 0)
            LoadVariable(name, position, register = _registers.Take());

        return register;
    }

    /// <summary>Assigns to a name by the rules of an assignment: constants refuse, dead zones throw.</summary>
    private void StoreVariable(Identifier identifier, int value)
    {
        var name = identifier.Name;
        if (Find(name, identifier.Start, out var check) is not { } variable)
        {
            At(identifier);
            _writer.EmitWide(Opcode.SetGlobal, value, _writer.GlobalCache(name));
            return;
        }

        if (variable.IsConstant)
        {
            ThrowConstant(identifier, variable, check);
            return;
        }

        if (check)
        {
            At(identifier);
            StoreChecked(variable, value);
        }
        else
        {
            Assign(variable, value);
        }
    }

    private void StoreChecked(Variable variable, int value)
    {
        var name = _writer.Name(variable.Name);
        if (variable.Scope.Function != _function)
        {
            Emit(Opcode.SetCapturedChecked, _function.CaptureNumber(variable), value, name);
        }
        else if (variable.Captured)
        {
            Emit(Opcode.SetCellChecked, variable.Register, value, name);
        }
        else
        {
            Emit(Opcode.CheckHole, variable.Register, name);
            Move(variable.Register, value);
        }
    }

    private void ThrowConstant(Identifier identifier, Variable variable, bool check)
    {
        if (check)
        {
            var mark = _registers.Next;
            LoadVariable(variable.Name, identifier.Start, _registers.Take());
            _registers.Next = mark;
        }

        At(identifier);
        Emit(Opcode.ThrowConstAssignment, _writer.Name(variable.Name));
    }

    /// <summary>Writes a variable that is initialised and may be written.</summary>
    private void Assign(Variable variable, int value)
    {
        if (variable.Scope.Function != _function)
            Emit(Opcode.SetCaptured, _function.CaptureNumber(variable), value);
        else if (variable.Captured)
            Emit(Opcode.SetCell, variable.Register, value);
        else
            Move(variable.Register, value);
    }

    /// <summary>Gives a variable of the current function its first value.</summary>
    private void Initialize(Variable variable, int value)
    {
        if (!variable.Captured)
        {
            Move(variable.Register, value);
        }
        else if (BeginsAsHole(variable))
        {
            Emit(Opcode.SetCell, variable.Register, value);
        }
        else
        {
            Move(variable.Register, value);
            Emit(Opcode.BoxCell, variable.Register);
        }
    }

    /// <summary>Makes a closure of an inner function and puts the function on the list of those to compile.</summary>
    private void Closure(FunctionRequest request, int target) => _writer.EmitWide(Opcode.NewClosure, target, AddFunction(request));

    private int AddFunction(FunctionRequest request)
    {
        _inner.Add(request with { Slot = _inner.Count });

        return _writer.Checked(_inner.Count - 1, "functions");
    }

    private Capture[] CapturesOf(FunctionScope function)
    {
        var captures = new Capture[function.Captures.Count];
        for (var i = 0; i < captures.Length; i++)
        {
            var variable = function.Captures[i];
            captures[i] = variable.Scope.Function == _function
                ? new Capture(true, variable.Register)
                : new Capture(false, _function.CaptureNumber(variable));
        }

        return captures;
    }

    private void Closure(FunctionNode node, int target, string name)
    {
        var function = _tree.FunctionOf(node);
        Closure(new FunctionRequest(FunctionPart.Function, node, function, name, CapturesOf(function)) { Text = node }, target);
    }
}
