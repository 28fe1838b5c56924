using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>What is different in a copy of a run. Whatever is not named stays as it was.</summary>
public sealed class ForkEdits
{
    /// <summary>What the user says in place of the last message of the run's input.</summary>
    /// <value>Null: what was said.</value>
    public string? Message { get; init; }

    /// <summary>The instructions that the model gets from now on.</summary>
    /// <value>Null: those that the run began with.</value>
    public string? Instructions { get; init; }

    /// <summary>Results of tools, by the number of the <see cref="ToolCompleted"/> event that they replace, from 0.</summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<long, string> Results { get; init; } = new Dictionary<long, string>();

    /// <summary>
    /// What the model answers in place of the newest event that is copied, which must be a <see cref="ModelResponded"/>: what it led to is not copied with it, and a consent
    /// that was given to one call never counts for another.
    /// </summary>
    /// <value>Null: what it answered.</value>
    public ChatMessage? Answer { get; init; }

    internal bool IsEmpty => Message is null && Instructions is null && Answer is null && Results.Count == 0;
}
