using AgentFlow.Runs;

namespace AgentFlow.Guardrails;

/// <summary>A text that a rail looks at, and where it comes from.</summary>
public sealed class RailText
{
    /// <summary>The text; not empty.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is looked at.</summary>
    public required RailPoint Point { get; init; }

    /// <summary>The user on whose behalf the run acts, if the request said so.</summary>
    public string? User { get; init; }

    /// <summary>Whether it is the answer of a run; not so for a request, a tool's result, and what a model says beside tool calls.</summary>
    public bool IsAnswer { get; init; }
}
