namespace AgentFlow.Runs;

/// <summary>
/// A piece of the answer, as it arrives. The one event that is streamed but not journaled: the whole comes again in
/// <see cref="ModelResponded"/>.
/// </summary>
public sealed record TextDelta : RunEvent
{
    /// <summary>The piece of text; never empty.</summary>
    public required string Text { get; init; }
}
