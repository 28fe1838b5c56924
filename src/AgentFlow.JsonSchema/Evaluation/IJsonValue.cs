using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>
/// One JSON value as the evaluator sees it, so that the same rules run over a parsed <see cref="JsonElement"/>, over a tape of UTF-8
/// tokens and over a property name, each specialised by the JIT and without an allocation.
/// </summary>
internal interface IJsonValue<TMembers, TItems>
    where TMembers : struct, allows ref struct
    where TItems : struct, allows ref struct
{
    JsonValueKind Kind { get; }

    /// <summary>The text of a number, or the text of a string between its quotes, escapes still in place.</summary>
    ReadOnlySpan<byte> Raw { get; }

    /// <summary>How many members an object has, or items an array.</summary>
    int Count { get; }

    TMembers Members();

    TItems Items();
}

/// <summary>The items of an array, in order.</summary>
internal interface IJsonItems<TValue>
    where TValue : struct, allows ref struct
{
    TValue Current { get; }

    bool MoveNext();
}

/// <summary>The members of an object, in order.</summary>
internal interface IJsonMembers<TValue> : IJsonItems<TValue>
    where TValue : struct, allows ref struct
{
    /// <summary>The name between its quotes, escapes still in place.</summary>
    ReadOnlySpan<byte> RawName { get; }
}
