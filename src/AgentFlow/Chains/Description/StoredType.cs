namespace AgentFlow.Chains;

/// <summary>A type that values of stored flows have, and the collections of it, which are made here because only here the type is known.</summary>
internal abstract class StoredType
{
    public abstract Type List { get; }

    public abstract Type Dictionary { get; }

    public abstract object ToList(IReadOnlyList<object?> values);

    public abstract object ToDictionary(IReadOnlyDictionary<string, object?> values);
}

internal sealed class StoredType<T> : StoredType
{
    public override Type List => typeof(IReadOnlyList<T>);

    public override Type Dictionary => typeof(IReadOnlyDictionary<string, T>);

    public override object ToList(IReadOnlyList<object?> values) => values.Select(v => (T)v!).ToArray();

    public override object ToDictionary(IReadOnlyDictionary<string, object?> values) => values.ToDictionary(v => v.Key, v => (T)v.Value!);
}
