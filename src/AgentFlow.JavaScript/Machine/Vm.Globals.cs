using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Names that no scope declares: the script-level lexical bindings, then the global object.</content>
internal sealed partial class Vm
{
    private readonly Dictionary<PropertyKey, Cell> _lexicals = [];
    private readonly HashSet<PropertyKey> _constants = [];

    private Value GetGlobal(ScriptCode code, int site)
    {
        var key = code.KeyOf(site);
        if (_lexicals.TryGetValue(key, out var cell))
            return cell.Value.IsHole ? throw ReferenceError($"Cannot access '{key}' before initialization.") : cell.Value;
        if (!Global.GetOwn(this, key, out var property))
            return GetInheritedGlobal(key);
        if (property.IsAccessor)
            return CallGetter(property.Accessor, Global);
        ref var cache = ref code.Caches[site];
        var holder = Global.Shape.TryFind(key, out var slot, out _) ? Global : Realm.Globals;
        if (holder.Shape.TryFind(key, out slot, out _) && _lexicals.Count == 0)
            cache = new InlineCache { Shape = Global.Shape, Holder = ReferenceEquals(holder, Global) ? null : holder, Slot = slot };
        return property.Value;
    }

    private Value GetInheritedGlobal(PropertyKey key) =>
        Global.HasProperty(this, key) ? Global.Get(this, key, Global) : throw UnknownGlobal(key);

    private void SetGlobal(PropertyKey key, Value value)
    {
        if (_lexicals.TryGetValue(key, out var cell))
        {
            if (cell.Value.IsHole)
                throw ReferenceError($"Cannot access '{key}' before initialization.");
            if (_constants.Contains(key))
                throw TypeError($"Assignment to constant variable '{key}'.");
            cell.Value = value;
            return;
        }
        if (!Global.HasProperty(this, key))
            throw UnknownGlobal(key);
        Set(Global, key, value);
    }

    private Value TypeOfGlobal(PropertyKey key)
    {
        if (_lexicals.TryGetValue(key, out var cell))
            return cell.Value.IsHole ? throw ReferenceError($"Cannot access '{key}' before initialization.") : cell.Value.TypeOf();
        return Global.Get(this, key, Global).TypeOf();
    }

    private void DeclareGlobal(PropertyKey key, GlobalKind kind)
    {
        if (_lexicals.ContainsKey(key))
            throw SyntaxError($"Identifier '{key}' has already been declared.");
        var exists = Global.GetOwn(this, key, out var own);
        if (kind is GlobalKind.Let or GlobalKind.Const)
        {
            if (exists && !own.IsConfigurable)
                throw SyntaxError($"Identifier '{key}' has already been declared.");
            Allocate(150);
            _lexicals[key] = new Cell(Value.Hole);
            if (kind == GlobalKind.Const)
                _constants.Add(key);
            return;
        }
        if (exists)
        {
            if (kind == GlobalKind.Function && !own.IsConfigurable && (own.IsAccessor || !own.IsWritable || !own.IsEnumerable))
                throw TypeError($"Cannot declare global function '{key}'.");
            return;
        }
        if (!Global.IsExtensible(this))
            throw TypeError($"Cannot declare global '{key}': the global object is not extensible.");
        if (kind == GlobalKind.Var)
            Global.DefineOwn(this, key, PropertyDescriptor.Data(Value.Undefined, PropertyFlags.Writable | PropertyFlags.Enumerable));
    }

    private void DefineGlobalFunction(PropertyKey key, Value function)
    {
        var fresh = !Global.GetOwn(this, key, out var own) || own.IsConfigurable;
        var wanted = fresh
            ? PropertyDescriptor.Data(function, PropertyFlags.Writable | PropertyFlags.Enumerable)
            : new PropertyDescriptor { Value = function };
        if (!Global.DefineOwn(this, key, wanted))
            throw TypeError($"Cannot declare global function '{key}'.");
        Set(Global, key, function);
    }

    private ScriptThrow UnknownGlobal(PropertyKey key) => ReferenceError(MissingGlobals.Explain(key.ToString()) ?? $"{key} is not defined.");
}
