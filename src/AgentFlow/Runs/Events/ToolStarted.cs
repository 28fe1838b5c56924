using System.Text.Json;

namespace AgentFlow.Runs;

/// <summary>A tool is about to run. Journaled before it runs, so that after a crash nobody has to guess.</summary>
public sealed record ToolStarted : RunEvent
{
    /// <summary>The call; for one that a tool made of another, the outer call's id, a slash, and a number.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments that the tool gets: validated, a JSON object.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>What was changed in what the model wrote to make it fit the schema; empty when nothing was.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];

    /// <summary>The same for every attempt at this call, whatever process makes it; the tool reads it from its <see cref="Tools.ToolContext"/>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What the tool declared about running it twice.</summary>
    public Tools.ToolEffect Effect { get; init; }

    /// <summary>For a call that a tool made of another while it ran: the call that it was running for. Null for a call of the model's.</summary>
    public string? ParentCallId { get; init; }

    /// <summary>For a call that a tool made of another: what its tool and its arguments come to, by which it is known again when the outer tool is run again. Null for others.</summary>
    public string? CallHash { get; init; }
}
