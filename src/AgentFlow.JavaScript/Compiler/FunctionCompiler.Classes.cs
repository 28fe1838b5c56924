using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>
/// Classes. What runs for every instance (fields, private methods) is one function that the constructor runs on <c>this</c>; what runs once on the
/// class (static fields and blocks) is another. Private names, private methods and computed field keys are hidden variables of the class's scope.
/// </content>
internal sealed partial class FunctionCompiler
{
    /// <summary>Generates a class into a register.</summary>
    /// <param name="node">The class.</param>
    /// <param name="target">The register of the constructor.</param>
    /// <param name="name">The name, when it is known.</param>
    /// <param name="nameRegister">The key that names an anonymous class, or -1.</param>
    private void Class(ClassNode node, int target, string name, int nameRegister = -1)
    {
        var mark = _registers.Next;
        var pair = _registers.Take(2);
        var inner = _registers.Next;
        EnterScope(_tree.Of(node));
        foreach (var variable in _scope.Variables)
        {
            if (variable.Kind == BindingKind.Internal)
                DeclareHidden(variable);
        }

        if (node.SuperClass is { } heritage)
        {
            _scope = _tree.HeadOf(node);
            Into(heritage, pair);
            _scope = _scope.Parent!;
            At(heritage.Start, heritage);
        }

        Emit(Opcode.NewClass, pair, Constructor(node, name), node.SuperClass is null ? 0 : 1);
        if (nameRegister >= 0)
            Emit(Opcode.SetFunctionName, pair, nameRegister);

        foreach (var element in node.Elements)
        {
            var before = _registers.Next;
            ClassElement(node, element, pair);
            _registers.Next = before;
        }

        if (node.Id is { } id)
            Initialize(_scope.Find(id.Name)!, pair);

        InstallInitializers(node, pair);
        LeaveScope(inner);
        Move(target, pair);
        _registers.Next = mark;
    }

    private void DeclareHidden(Variable variable)
    {
        variable.Register = TakeVariable();
        if (variable.Name[0] == '#' && !variable.Name.Contains(' '))
            _writer.EmitWide(Opcode.NewPrivateName, variable.Register, _writer.Name(variable.Name));
        else
            Emit(Opcode.LoadUndefined, variable.Register);

        if (variable.Captured)
            Emit(Opcode.BoxCell, variable.Register);
    }

    private int Constructor(ClassNode node, string name)
    {
        if (Array.Find(node.Elements, static e => e is MethodDefinition { MethodKind: MethodKind.Constructor }) is MethodDefinition method)
        {
            var function = _tree.FunctionOf(method.Value);

            return AddFunction(new FunctionRequest(FunctionPart.Function, method.Value, function, name, CapturesOf(function)) { Text = node });
        }

        var empty = new FunctionScope(_function, node.SuperClass is null ? CodeKind.ClassConstructor : CodeKind.DerivedConstructor, node.Start);
        empty.Parameters = empty.Body = new Scope(ScopeKind.Body, _scope, empty);

        return AddFunction(new FunctionRequest(FunctionPart.DefaultConstructor, node, empty, name, []) { Text = node });
    }

    private void ClassElement(ClassNode node, Node element, int pair)
    {
        switch (element)
        {
            case MethodDefinition { MethodKind: not MethodKind.Constructor, Key: PrivateIdentifier } method:
                PrivateMethod(method, pair);
                break;
            case MethodDefinition { MethodKind: not MethodKind.Constructor } method:
                PublicMethod(node, method, method.IsStatic ? pair : pair + 1);
                break;
            case PropertyDefinition { Computed: true } field:
                var key = _registers.Take();
                _scope = _tree.HeadOf(node);
                KeyInto(field.Key, computed: true, key);
                _scope = _scope.Parent!;
                Assign(_scope.Find(InternalName.FieldKey(field))!, key);
                break;
        }
    }

    private void PublicMethod(ClassNode node, MethodDefinition method, int target)
    {
        var key = _registers.Take();
        _scope = _tree.HeadOf(node);
        KeyInto(method.Key, method.Computed, key);
        _scope = _scope.Parent!;
        var prefix = PrefixOf(method.MethodKind);
        var closure = _registers.Take();
        MethodClosure(method.Value, method.Key, method.Computed, key, closure, prefix);
        At(method);
        Emit(
            prefix switch { NamePrefix.Get => Opcode.DefineClassGetter, NamePrefix.Set => Opcode.DefineClassSetter, _ => Opcode.DefineClassMethod },
            target,
            key,
            closure);
    }

    private static NamePrefix PrefixOf(MethodKind kind) => kind switch
    {
        MethodKind.Get => NamePrefix.Get,
        MethodKind.Set => NamePrefix.Set,
        _ => NamePrefix.None,
    };

    private void PrivateMethod(MethodDefinition method, int pair)
    {
        var name = ((PrivateIdentifier)method.Key).Name;
        var closure = _registers.Take();
        MethodClosure(method.Value, method.Key, computed: false, -1, closure, PrefixOf(method.MethodKind));
        Emit(Opcode.SetHome, closure, method.IsStatic ? pair : pair + 1);
        Assign(_scope.Find(InternalName.PrivateMethod(name, method.MethodKind))!, closure);
    }

    private void InstallInitializers(ClassNode node, int pair)
    {
        var function = _registers.Take(2);
        if (Array.Exists(node.Elements, static e => e is PropertyDefinition { IsStatic: false } || IsPrivateMethod(e, isStatic: false)))
        {
            Initializer(node, FunctionPart.Fields, _tree.FieldsOf(node), function);
            Emit(Opcode.SetHome, function, pair + 1);
            Emit(Opcode.SetFieldInitializer, pair, function);
        }

        DefinePrivateMethods(node, pair, isStatic: true);
        if (Array.Exists(node.Elements, static e => e is PropertyDefinition { IsStatic: true } or StaticBlock))
        {
            Initializer(node, FunctionPart.Statics, _tree.FunctionOf(node), function);
            Emit(Opcode.SetHome, function, pair);
            Move(function + 1, pair);
            At(node);
            Emit(Opcode.CallMethod, function, function, 0);
        }
    }

    private void Initializer(ClassNode node, FunctionPart part, FunctionScope function, int target) =>
        Closure(new FunctionRequest(part, node, function, "", CapturesOf(function)) { Text = node }, target);

    private static bool IsPrivateMethod(Node element, bool isStatic) =>
        element is MethodDefinition { Key: PrivateIdentifier } method && method.IsStatic == isStatic;

    private void DefinePrivateMethods(ClassNode node, int obj, bool isStatic)
    {
        HashSet<string> accessors = [];
        HashSet<string> methods = [];
        foreach (var element in node.Elements)
        {
            if (element is MethodDefinition { Key: PrivateIdentifier key } method)
                methods.Add(InternalName.PrivateMethod(key.Name, method.MethodKind));
        }

        foreach (var element in node.Elements)
        {
            if (!IsPrivateMethod(element, isStatic))
                continue;

            var mark = _registers.Next;
            var method = (MethodDefinition)element;
            var identifier = (PrivateIdentifier)method.Key;
            var name = VariableOperand(InternalName.Private(identifier.Name), method.Start);
            if (method.MethodKind == MethodKind.Method)
            {
                var closure = VariableOperand(InternalName.PrivateMethod(identifier.Name, MethodKind.Method), method.Start);
                At(method);
                Emit(Opcode.DefinePrivateMethod, obj, name, closure);
            }
            else if (accessors.Add(identifier.Name))
            {
                var pair = _registers.Take(2);
                LoadHalf(methods, identifier, MethodKind.Get, pair);
                LoadHalf(methods, identifier, MethodKind.Set, pair + 1);
                At(method);
                Emit(Opcode.DefinePrivateAccessor, obj, name, pair);
            }

            _registers.Next = mark;
        }
    }

    private void LoadHalf(HashSet<string> methods, PrivateIdentifier identifier, MethodKind kind, int target)
    {
        var hidden = InternalName.PrivateMethod(identifier.Name, kind);
        if (methods.Contains(hidden))
            LoadVariable(hidden, identifier.Start, target);
        else
            Emit(Opcode.LoadUndefined, target);
    }

    private void CompileFields(ClassNode node)
    {
        BindCallVariables();
        DefinePrivateMethods(node, ThisRegister, isStatic: false);
        foreach (var element in node.Elements)
        {
            if (element is PropertyDefinition { IsStatic: false } field)
                DefineClassField(field);
        }

        Emit(Opcode.ReturnUndefined);
    }

    private void CompileStatics(ClassNode node)
    {
        BindCallVariables();
        foreach (var element in node.Elements)
        {
            if (element is PropertyDefinition { IsStatic: true } field)
                DefineClassField(field);
            else if (element is StaticBlock block)
                CompileStaticBlock(block);
        }

        Emit(Opcode.ReturnUndefined);
    }

    private void CompileStaticBlock(StaticBlock block)
    {
        var mark = _registers.Next;
        EnterScope(_tree.Of(block));
        Compile(block.Body);
        LeaveScope(mark);
    }

    private void DefineClassField(PropertyDefinition field)
    {
        var mark = _registers.Next;
        var key = -1;
        if (field.Key is PrivateIdentifier identifier)
            key = VariableOperand(InternalName.Private(identifier.Name), field.Start);
        else if (field.Computed)
            key = VariableOperand(InternalName.FieldKey(field), field.Start);
        else if (FieldName(field.Key) is null)
            KeyInto(field.Key, computed: false, key = _registers.Take());

        var value = _registers.Take();
        if (field.Value is { } initial)
            KeyedValue(initial, field.Key, field.Computed, key, value);
        else
            Emit(Opcode.LoadUndefined, value);

        At(field);
        if (key < 0)
            Emit(Opcode.DefineField, ThisRegister, _writer.Cache(FieldName(field.Key)!), value);
        else
            Emit(field.Key is PrivateIdentifier ? Opcode.DefinePrivateField : Opcode.DefineIndex, ThisRegister, key, value);

        _registers.Next = mark;
    }

    private void InitializeFields(Node node, int self)
    {
        At(node);
        Emit(Opcode.InitFields, self, CalleeRegister);
    }

    /// <summary>The constructor of a class that wrote none: a derived one hands all arguments on, without iterating them.</summary>
    private void CompileDefaultConstructor(ClassNode node)
    {
        if (node.SuperClass is null)
        {
            InitializeFields(node, ThisRegister);
            Emit(Opcode.ReturnUndefined);
            return;
        }

        var window = _registers.Take(3);
        Emit(Opcode.GetSuperConstructor, window, CalleeRegister);
        Emit(Opcode.LoadNewTarget, window + 1);
        Emit(Opcode.CreateRest, window + 2, 0);
        At(node.SuperClass.Start, node.SuperClass);
        Emit(Opcode.ConstructSpread, window, window);
        Emit(Opcode.Move, ThisRegister, window);
        InitializeFields(node, ThisRegister);
        Emit(Opcode.ReturnDerived, window, ThisRegister);
    }
}
