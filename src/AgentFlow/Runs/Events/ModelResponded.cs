using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>The model answered. Text deltas are not journaled; this event holds the whole.</summary>
public sealed record ModelResponded : RunEvent
{
    /// <summary>The assistant message: text, reasoning and tool calls in their order. Call ids are unique within it.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>The tokens that the provider counted, if it said so.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>The model that answered, if it said so.</summary>
    public string? ModelId { get; init; }

    /// <summary>Why the model stopped, if it said so.</summary>
    public ChatFinishReason? FinishReason { get; init; }

    /// <summary>From the request to the end of the answer.</summary>
    public TimeSpan Duration { get; init; }
}
