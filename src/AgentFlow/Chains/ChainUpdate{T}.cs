using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// One update of a stream. Where a chain gives text (a string or a model's response) the <see cref="TextDelta"/>s in a row are the whole
/// text, so that a reader who prints them misses nothing; other values come as growing partial <see cref="Value"/>s where a step can make
/// them. The last update is final and has the whole value.
/// </summary>
/// <typeparam name="T">What the chain gives.</typeparam>
public readonly record struct ChainUpdate<T>
{
    /// <summary>A piece of the text that the value is, or is being read from; null for none.</summary>
    public string? TextDelta { get; init; }

    /// <summary>The model's own update behind it, with usage, reasoning and whatever else it carries; null where no model speaks.</summary>
    public ChatResponseUpdate? ModelUpdate { get; init; }

    /// <summary>The value as far as it is known, or the whole one when <see cref="IsFinal"/>. Only with <see cref="HasValue"/>.</summary>
    public T? Value { get; init; }

    /// <summary>Whether there is a <see cref="Value"/>.</summary>
    public bool HasValue { get; init; }

    /// <summary>Whether this is the end and <see cref="Value"/> the whole.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsFinal { get; init; }

    /// <summary>
    /// The branch of a parallel step that the piece comes from; null, as a rule, when the piece belongs to the chain's own value. Pieces of
    /// branches are shown while they come and are no part of the chain's own text.
    /// </summary>
    public string? Branch { get; init; }

    /// <summary>The same pieces as an update of another type: no value, and not final.</summary>
    /// <typeparam name="TOther">What the other chain gives.</typeparam>
    internal ChainUpdate<TOther> Pieces<TOther>() => new() { TextDelta = TextDelta, ModelUpdate = ModelUpdate, Branch = Branch };
}
