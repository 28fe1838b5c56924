using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>A property name seen as the string that <c>propertyNames</c> is about.</summary>
internal readonly ref struct NameValue(ReadOnlySpan<byte> rawName) : IJsonValue<NoMembers, NoItems>
{
    private readonly ReadOnlySpan<byte> _rawName = rawName;

    public JsonValueKind Kind => JsonValueKind.String;

    public ReadOnlySpan<byte> Raw => _rawName;

    public int Count => 0;

    public NoMembers Members() => default;

    public NoItems Items() => default;
}

internal readonly ref struct NoMembers : IJsonMembers<NameValue>
{
    public NameValue Current => default;

    public ReadOnlySpan<byte> RawName => default;

    public bool MoveNext() => false;
}

internal readonly ref struct NoItems : IJsonItems<NameValue>
{
    public NameValue Current => default;

    public bool MoveNext() => false;
}
