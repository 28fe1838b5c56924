using System.Text.Json;
using AgentFlow.Tools;

namespace AgentFlow.Testing;

/// <summary>One call that a model made in a run, and what became of it.</summary>
public sealed class TrajectoryCall
{
    /// <summary>Its place among the run's calls, from 1, in the order in which the model wrote them.</summary>
    public required int Number { get; init; }

    /// <summary>The tool, as the model wrote it.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments that the tool got; those that the model wrote where it did not run.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>How it ended; null where it has not.</summary>
    public ToolOutcome? Outcome { get; init; }

    /// <summary>What the model was told; null where the call has not ended.</summary>
    public string? Result { get; init; }

    /// <summary>The call in one line.</summary>
    public override string ToString() => $"{Number}. {Tool}({CallText.Compact(Arguments)}) -> {(Outcome is { } outcome ? outcome.ToString() : "not ended")}";
}
