using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>What the built-ins write their tables with. The base objects (Object.prototype, Function.prototype and the global object) exist from the start.</summary>
internal sealed class RealmBuilder
{
    private readonly List<JsObject> _objects = [];

    internal RealmBuilder(Realm realm, Vm vm)
    {
        Realm = realm;
        Vm = vm;
        ObjectPrototype = Add(new PrototypeRoot(Shape.Dictionary(null)), Intrinsic.ObjectPrototype);
        FunctionPrototype = Add(
            new NativeFunction(Shape.Dictionary(ObjectPrototype), new NativeEntry("Function.prototype", "", 0, static (_, in _) => Value.Undefined)),
            Intrinsic.FunctionPrototype);
        Realm.Globals = Add(new JsObject(Shape.Dictionary(ObjectPrototype)));
    }

    public Realm Realm { get; }

    /// <summary>A machine without limits for the operations that making the objects takes; it runs no script.</summary>
    public Vm Vm { get; }

    public JsObject ObjectPrototype { get; }

    public JsObject FunctionPrototype { get; }

    /// <summary>A plain object under <paramref name="prototype"/> (Object.prototype where it is left out), known as <paramref name="name"/>.</summary>
    public JsObject Object(Intrinsic? name = null, JsObject? prototype = null) =>
        Add(new JsObject(Shape.Dictionary(prototype ?? ObjectPrototype)), name);

    /// <summary>An empty array that is an intrinsic: Array.prototype.</summary>
    public JsArray Array(Intrinsic name) => Add(new JsArray(Shape.Dictionary(ObjectPrototype)), name);

    /// <summary>Takes an object that the caller made (with a <see cref="Shape.Dictionary"/> of its own) into the realm.</summary>
    public T Add<T>(T obj, Intrinsic? name = null)
        where T : JsObject
    {
        _objects.Add(obj);
        if (name is { } known)
            Realm[known] = obj;
        return obj;
    }

    /// <summary>A constructor with its prototype object: sets <c>prototype</c> (fixed) and <c>constructor</c>. <paramref name="parent"/> is the constructor it inherits from.</summary>
    public NativeFunction Constructor(
        Intrinsic name, string text, int length, NativeCode code, JsObject? prototype, JsObject? parent = null, bool constructible = true)
    {
        var entry = new NativeEntry(text, text, length, code) { IsConstructor = constructible };
        var function = Add(new NativeFunction(Shape.Dictionary(parent ?? FunctionPrototype), entry), name);
        function.Materialize(Vm);
        if (prototype is null)
            return function;
        function.Put(Vm, "prototype", prototype, PropertyFlags.None);
        prototype.Put(Vm, "constructor", function, PropertyFlags.Hidden);
        return function;
    }

    /// <summary>A function that is a property of nothing yet.</summary>
    /// <param name="id">The unique id, such as "Array.prototype.push".</param>
    /// <param name="name">The <c>name</c> property.</param>
    /// <param name="length">The <c>length</c> property.</param>
    /// <param name="code">A static method.</param>
    public NativeFunction Function(string id, string name, int length, NativeCode code)
    {
        var function = Add(new NativeFunction(Shape.Dictionary(FunctionPrototype), new NativeEntry(id, name, length, code)));
        function.Materialize(Vm);
        return function;
    }

    /// <summary>A method over an entry that the machine knows by itself.</summary>
    public NativeFunction Method(JsObject target, PropertyKey key, NativeEntry entry)
    {
        var function = Add(new NativeFunction(Shape.Dictionary(FunctionPrototype), entry));
        function.Materialize(Vm);
        target.Put(Vm, key, function, PropertyFlags.Hidden);
        return function;
    }

    /// <summary>A method, writable, configurable, not enumerable. <paramref name="owner"/> makes its id: "Array.prototype" + ".push".</summary>
    public NativeFunction Method(JsObject target, string owner, PropertyKey key, int length, NativeCode code, PropertyFlags flags = PropertyFlags.Hidden)
    {
        var name = FunctionName(key);
        var function = Function($"{owner}.{name}", name, length, code);
        target.Put(Vm, key, function, flags);
        return function;
    }

    /// <summary>An accessor, configurable, not enumerable.</summary>
    public void Accessor(JsObject target, string owner, PropertyKey key, NativeCode? getter, NativeCode? setter = null)
    {
        var name = FunctionName(key);
        var get = getter is null ? null : Function($"get {owner}.{name}", $"get {name}", 0, getter);
        var set = setter is null ? null : Function($"set {owner}.{name}", $"set {name}", 1, setter);
        target.Put(Vm, key, new Accessor(get, set), PropertyFlags.Configurable | PropertyFlags.Accessor);
    }

    /// <summary>A data property; by default fixed, as constants are.</summary>
    public void Constant(JsObject target, PropertyKey key, Value value, PropertyFlags flags = PropertyFlags.None) =>
        target.Put(Vm, key, value is { Ref: JsString text } ? JsString.Constant(text.ToString()) : value, flags);

    /// <summary>The <c>Symbol.toStringTag</c> of a prototype or namespace.</summary>
    public void Tag(JsObject target, string tag) => Constant(target, JsSymbol.ToStringTag, tag, PropertyFlags.Configurable);

    /// <summary>A property of the global object, writable, configurable, not enumerable.</summary>
    public void Global(string name, Value value, PropertyFlags flags = PropertyFlags.Hidden) => Realm.Globals.Put(Vm, name, value, flags);

    /// <summary>A function of the global object.</summary>
    public NativeFunction GlobalFunction(string name, int length, NativeCode code)
    {
        var function = Function(name, name, length, code);
        Global(name, function);
        return function;
    }

    /// <summary>Freezes the objects of a shared realm.</summary>
    internal void Complete()
    {
        foreach (var obj in _objects)
            obj.Materialize(Vm);
        if (!Realm.IsShared)
            return;
        foreach (var obj in _objects)
        {
            obj.IsPrototype = true;
            obj.Shape = obj.Shape.Renewed(obj.Shape.Prototype, ShapeFlags.Shared);
        }
    }

    private static string FunctionName(PropertyKey key) => key.Symbol is { } symbol ? $"[{symbol.Description}]" : key.ToString();
}
