namespace AgentFlow.JavaScript.Objects;

/// <summary>An own property as it is stored: its value (or <see cref="Accessor"/>) and its attributes.</summary>
internal readonly struct Property(Value value, PropertyFlags flags)
{
    public Value Value { get; } = value;

    public PropertyFlags Flags { get; } = flags;

    public bool IsAccessor => (Flags & PropertyFlags.Accessor) != 0;

    public bool IsWritable => (Flags & PropertyFlags.Writable) != 0;

    public bool IsEnumerable => (Flags & PropertyFlags.Enumerable) != 0;

    public bool IsConfigurable => (Flags & PropertyFlags.Configurable) != 0;

    /// <summary>Getter and setter; only where <see cref="IsAccessor"/>.</summary>
    public Accessor Accessor => (Accessor)Value.Ref!;
}
