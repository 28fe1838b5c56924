namespace AgentFlow.Runs;

/// <summary>The model's answer is not what <see cref="RunStarted.OutputSchema"/> asks for; it is told so and asked again.</summary>
public sealed record OutputRejected : RunEvent
{
    /// <summary>What is wrong, one sentence for each problem.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>The message that tells the model so; like the rejected answer, part of the run and not of the session.</summary>
    public required string Note { get; init; }
}
