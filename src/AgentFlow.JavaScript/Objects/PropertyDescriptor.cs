namespace AgentFlow.JavaScript.Objects;

/// <summary>What [[DefineOwnProperty]] is asked for; every field may be absent. <c>new PropertyDescriptor { Value = v }</c> leaves the attributes as they are.</summary>
internal struct PropertyDescriptor
{
    /// <summary>Null: absent.</summary>
    public Value? Value;

    public bool? Writable;
    public bool? Enumerable;
    public bool? Configurable;

    /// <summary>Null: absent; undefined: present without a function.</summary>
    public Value? Getter;

    /// <summary>Null: absent; undefined: present without a function.</summary>
    public Value? Setter;

    public readonly bool IsAccessor => Getter is not null || Setter is not null;

    public readonly bool IsData => Value is not null || Writable is not null;

    /// <summary>A data property with all attributes given.</summary>
    public static PropertyDescriptor Data(Value value, PropertyFlags flags = PropertyFlags.All) => new()
    {
        Value = value,
        Writable = (flags & PropertyFlags.Writable) != 0,
        Enumerable = (flags & PropertyFlags.Enumerable) != 0,
        Configurable = (flags & PropertyFlags.Configurable) != 0,
    };

    /// <summary>The descriptor that describes a stored property completely.</summary>
    public static PropertyDescriptor From(in Property property)
    {
        var all = new PropertyDescriptor { Enumerable = property.IsEnumerable, Configurable = property.IsConfigurable };
        if (property.IsAccessor)
        {
            all.Getter = property.Accessor.Getter is { } getter ? new Value(getter) : Objects.Value.Undefined;
            all.Setter = property.Accessor.Setter is { } setter ? new Value(setter) : Objects.Value.Undefined;
        }
        else
        {
            all.Value = property.Value;
            all.Writable = property.IsWritable;
        }
        return all;
    }
}
