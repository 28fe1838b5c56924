namespace AgentFlow.Runs;

/// <summary>
/// A rail did something, or let something pass and said why. Journaled together with what it led to. It names the rail and the reason, and never holds what the rail took
/// away.
/// </summary>
public sealed record RailApplied : RunEvent
{
    /// <summary>The name of the middleware or rail.</summary>
    public required string Rail { get; init; }

    /// <summary>Where it stands.</summary>
    public required RailPoint Point { get; init; }

    /// <summary>What it did. <see cref="RailAction.Block"/> ends the run, save at a tool, where it ends the call.</summary>
    public required RailAction Action { get; init; }

    /// <summary>Why, if it said so.</summary>
    public string? Reason { get; init; }

    /// <summary>The tool call that it was about, if it was about one.</summary>
    public string? CallId { get; init; }
}
