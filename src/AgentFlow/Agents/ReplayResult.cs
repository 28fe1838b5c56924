using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>What came of doing a run again against what it has recorded.</summary>
public sealed record ReplayResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The first thing that the agent would do otherwise now: left is what it did then, right what it does now. Null when it does the same.</summary>
    public RunDiffLine? Difference { get; init; }

    /// <summary>How many recorded answers of the model were used.</summary>
    public required int ModelAnswers { get; init; }

    /// <summary>How many recorded results of tools were used.</summary>
    public required int ToolResults { get; init; }
}
