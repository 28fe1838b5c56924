using System.Diagnostics.CodeAnalysis;

namespace AgentFlow.Memory;

/// <summary>One statement of a knowledge graph, with the message that it comes from.</summary>
public sealed record KnowledgeTriple
{
    /// <summary>Its number in the graph, from 1; never used again.</summary>
    public required int Id { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>How the two belong together.</summary>
    public required string Predicate { get; init; }

    /// <summary>What is said of it.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The word for it in every text on knowledge graphs.")]
    public required string Object { get; init; }

    /// <summary>The place in the session of the message that says so.</summary>
    public required long Source { get; init; }

    /// <summary>The statement that contradicts this one and counts in its place.</summary>
    /// <value>Null: this one counts.</value>
    public int? ReplacedBy { get; init; }

    /// <summary>The statement as words.</summary>
    public override string ToString() => $"{Subject} {Predicate} {Object}";
}
