using System.ComponentModel;

namespace AgentFlow.Memory;

/// <summary>What the model answers when it is asked for the statements of some lines.</summary>
internal sealed record GraphAnswer
{
    [Description("The statements that the new lines make about persons, places, organisations and things; empty when there is none.")]
    public required IReadOnlyList<Triple> Triples { get; init; }

    internal sealed record Triple
    {
        public required string Subject { get; init; }

        [Description("A verb phrase, such as 'works at'.")]
        public required string Predicate { get; init; }

        public required string Object { get; init; }

        [Description("The number in square brackets before the line that says so.")]
        public required long Source { get; init; }

        [Description("The ids of known statements that are no longer true because of this one; empty when there is none.")]
        public IReadOnlyList<int>? Replaces { get; init; }
    }
}
