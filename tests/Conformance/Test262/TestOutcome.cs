namespace AgentFlow.JavaScript.Test262;

/// <summary>How a test went. <see cref="Failure"/> is null for a test that passed.</summary>
internal readonly record struct TestOutcome(string Path, string? Failure)
{
    public bool Passed => Failure is null;
}
