using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>A tool call has its result, good or bad. Also the answer to a call that never ran: unknown tool, bad arguments, denied.</summary>
public sealed record ToolCompleted : RunEvent
{
    /// <summary>The call; for one that a tool made of another, the outer call's id, a slash, and a number.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool, as the model wrote it.</summary>
    public required string Tool { get; init; }

    /// <summary>How the call ended.</summary>
    public required Tools.ToolOutcome Outcome { get; init; }

    /// <summary>The text that the model gets. For a call that a tool made of another and that succeeded: the result as JSON, whole.</summary>
    public required string Result { get; init; }

    /// <summary>The length of the whole result in characters when <see cref="Result"/> was cut; otherwise null.</summary>
    public int? TruncatedFrom { get; init; }

    /// <summary>For the operator: the exception as text. It never reaches the model.</summary>
    public string? Error { get; init; }

    /// <summary>How long the tool ran; zero when it did not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether the result is a text that nobody vouches for (<see cref="Tools.Tool.AsUntrusted"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Untrusted { get; init; }

    /// <summary>For a tool that is an agent: the tokens that its run has cost, which count in this one. Null for other tools.</summary>
    public long? Tokens { get; init; }

    /// <summary>For a tool that is an agent: the tool calls of its run, which count in this one. Null for other tools.</summary>
    public int? ToolCalls { get; init; }

    /// <summary>Whether the run ends with this result, because the tool hands the conversation over. Null: no.</summary>
    public bool? EndsRun { get; init; }

    /// <summary>For a call that a tool made of another while it ran: the call that it was running for. Null for a call of the model's.</summary>
    public string? ParentCallId { get; init; }

    /// <summary>For a call that a tool made of another: what its tool and its arguments come to, by which it is known again when the outer tool is run again. Null for others.</summary>
    public string? CallHash { get; init; }

    /// <summary>What the tool used outside of itself, as it recorded it by <see cref="Tools.ToolContext.Record"/>.</summary>
    /// <value>Null where it recorded nothing.</value>
    public IReadOnlyList<Tools.ToolUse>? Uses { get; init; }
}
