namespace AgentFlow.Sandbox.Packs;

/// <summary>How one case of a tool's <c>tests.json</c> went.</summary>
public sealed record ToolTestResult
{
    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The name of the case.</summary>
    public required string Test { get; init; }

    /// <summary>Whether it went as the case says.</summary>
    public bool Passed => Failure is null;

    /// <summary>What went otherwise, in a sentence; null where nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>What the case expects, as JSON or text; null where the failure is not about the result.</summary>
    public string? Expected { get; init; }

    /// <summary>What came instead, as JSON or text; null where the failure is not about the result.</summary>
    public string? Actual { get; init; }

    /// <summary>How long the call took.</summary>
    public TimeSpan Duration { get; init; }
}
