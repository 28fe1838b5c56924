using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary>Property descriptors to objects and back.</summary>
internal static class Descriptors
{
    /// <summary>True for a built-in object of the realm that all machines share, which cannot be changed and so is as good as frozen.</summary>
    public static bool IsFrozenBuiltIn(JsObject target) => !target.IsProxy && target.Shape.IsShared;

    /// <summary><c>ToPropertyDescriptor</c>.</summary>
    public static PropertyDescriptor From(Vm vm, Value value)
    {
        if (!value.TryGetObject(out var source))
            throw vm.TypeError($"Property description must be an object: {vm.Describe(value)}.");
        var descriptor = new PropertyDescriptor
        {
            Enumerable = Flag(vm, source, "enumerable"),
            Configurable = Flag(vm, source, "configurable"),
            Value = source.HasProperty(vm, "value") ? vm.Get(source, "value") : (Value?)null,
            Writable = Flag(vm, source, "writable"),
            Getter = Function(vm, source, "get"),
            Setter = Function(vm, source, "set"),
        };
        if (descriptor is { IsAccessor: true, IsData: true })
            throw vm.TypeError("Invalid property descriptor: it cannot both specify accessors and a value or writable attribute.");
        return descriptor;
    }

    /// <summary><c>FromPropertyDescriptor</c> of a stored property.</summary>
    public static Value ToObject(Vm vm, in Property property) => ToObject(vm, PropertyDescriptor.From(property));

    /// <summary><c>FromPropertyDescriptor</c>: fields that are absent are left out.</summary>
    public static Value ToObject(Vm vm, in PropertyDescriptor descriptor)
    {
        var result = vm.NewObject();
        if (descriptor.Value is { } value)
            result.CreateDataProperty(vm, "value", value);
        Add(vm, result, "writable", descriptor.Writable);
        if (descriptor.Getter is { } getter)
            result.CreateDataProperty(vm, "get", getter);
        if (descriptor.Setter is { } setter)
            result.CreateDataProperty(vm, "set", setter);
        Add(vm, result, "enumerable", descriptor.Enumerable);
        Add(vm, result, "configurable", descriptor.Configurable);
        return result;
    }

    private static void Add(Vm vm, JsObject result, string name, bool? flag)
    {
        if (flag is { } on)
            result.CreateDataProperty(vm, name, Value.From(on));
    }

    private static bool? Flag(Vm vm, JsObject source, string name) => source.HasProperty(vm, name) ? vm.Get(source, name).ToBoolean() : null;

    private static Value? Function(Vm vm, JsObject source, string name)
    {
        if (!source.HasProperty(vm, name))
            return null;
        var value = vm.Get(source, name);
        return value.IsUndefined || value.IsCallable ? value : throw vm.TypeError($"Property descriptor's {name} must be a function: {vm.Describe(value)}.");
    }
}
