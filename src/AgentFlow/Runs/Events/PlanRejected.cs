using AgentFlow.Agents.Planning;

namespace AgentFlow.Runs;

/// <summary>The model gave no valid plan, or no valid edit of one, however often it tried.</summary>
public sealed record PlanRejected : RunEvent
{
    /// <summary>Who was asked.</summary>
    public required PlanAuthor By { get; init; }

    /// <summary>What is wrong with its last answer, one sentence for each problem.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The child run in which it was asked.</summary>
    public required string RunId { get; init; }

    /// <summary>The tokens that it cost.</summary>
    public long Tokens { get; init; }
}
