using System.ComponentModel;

namespace AgentFlow.Memory;

/// <summary>What the model answers when it is asked for entities.</summary>
internal sealed record EntityAnswer
{
    [Description("Every person, place, organisation or thing that the new lines say something about; empty when there is none.")]
    public required IReadOnlyList<Entity> Entities { get; init; }

    internal sealed record Entity
    {
        [Description("Its name, as in the list of known entities if it is there.")]
        public required string Name { get; init; }

        [Description("All that is known of it now, in a few sentences: what was known and what the new lines add or correct.")]
        public required string Facts { get; init; }
    }
}
