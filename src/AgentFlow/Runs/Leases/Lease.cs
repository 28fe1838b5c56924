namespace AgentFlow.Runs;

/// <summary>The right to work on something, such as a run, for a while. Whoever holds it renews it as long as they work.</summary>
public sealed record Lease
{
    /// <summary>What it is about.</summary>
    public required string Name { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Owner { get; init; }

    /// <summary>Rises with every acquisition of any lease, so that of two holders of one name the later has the higher.</summary>
    public required long Epoch { get; init; }

    /// <summary>From then on anybody may acquire it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
