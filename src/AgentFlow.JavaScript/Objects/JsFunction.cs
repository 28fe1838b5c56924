using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>Anything callable that is no proxy: a closure of the script, a built-in, a bound function. The properties <c>length</c>, <c>name</c> and
/// <c>prototype</c> are made when they are first asked for, because most functions are only called.</summary>
internal abstract class JsFunction : JsObject
{
    private bool _materialized;

    /// <summary>True once the lazy properties are there.</summary>
    public bool IsMaterialized => _materialized;

    protected JsFunction(Shape shape)
        : base(shape, ValueTag.Function)
    {
    }

    public override string ClassName => "Function";

    /// <summary>Adds <c>length</c>, <c>name</c> and, where there is one, <c>prototype</c>, in this order. Called once.</summary>
    protected abstract void AddLazyProperties(Vm vm);

    internal sealed override void Materialize(Vm vm)
    {
        if (_materialized)
            return;
        _materialized = true;
        AddLazyProperties(vm);
    }

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (!_materialized && key.Name is "length" or "name" or "prototype")
            Materialize(vm);
        return base.GetOwn(vm, key, out property);
    }

    /// <summary>Adds the two properties that every function has.</summary>
    protected void AddLengthAndName(Vm vm, double length, Value name)
    {
        AddOwn(vm, "length", length, PropertyFlags.Configurable);
        AddOwn(vm, "name", name, PropertyFlags.Configurable);
    }
}
