using System.Text.Json;

namespace AgentFlow.Runs;

/// <summary>A call needs a person's consent before it runs. The run is suspended once nothing else can go on.</summary>
public sealed record ApprovalRequested : RunEvent
{
    /// <summary>The call that waits.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments that the tool would get.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>Why a person is asked, when a rail wants it and not the tool itself.</summary>
    public string? Reason { get; init; }

    /// <summary>For a call that a tool made of another while it ran: the call that it was running for. Null for a call of the model's.</summary>
    public string? ParentCallId { get; init; }

    /// <summary>For a call that a tool made of another: what its tool and its arguments come to, by which it is known again when the outer tool is run again. Null for others.</summary>
    public string? CallHash { get; init; }
}
