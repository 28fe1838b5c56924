using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>The first event of every run: what was asked, of which agent, on top of how much of a session.</summary>
public sealed record RunStarted : RunEvent
{
    /// <summary>The name of the agent, by which a worker finds the code that continues the run.</summary>
    public required string Agent { get; init; }

    /// <summary>The session that the run reads its history from and adds its messages to; null for a run that stands alone.</summary>
    public string? SessionId { get; init; }

    /// <summary>The user on whose behalf the run acts, as the host knows them; null where it does not say. Policies and tools go by it; the model is not told.</summary>
    public string? User { get; init; }

    /// <summary>The tenant to which the user belongs; null where there is one only. What tools keep for one tenant another does not see.</summary>
    public string? Tenant { get; init; }

    /// <summary>How many of the session's messages the run sees. They are referred to, not copied.</summary>
    public long SessionVersion { get; init; }

    /// <summary>The instructions that the model gets, as they were when the run started. Stores keep equal texts once.</summary>
    public string? Instructions { get; init; }

    /// <summary>The new messages, most often one from the user.</summary>
    public required IReadOnlyList<ChatMessage> Input { get; init; }

    /// <summary>
    /// The JSON Schema that the answer must match, as it was when the run started, so that whoever resumes the run judges the answer alike; null for
    /// a free text.
    /// </summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>Whether the run was only put in the queue, for a worker to begin.</summary>
    public bool Queued { get; init; }

    /// <summary>Whose run it is.</summary>
    /// <value><see cref="RunKind.Agent"/>.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RunKind Kind { get; init; }

    /// <summary>The run that this one is a part of, such as that of a plan whose step it does; null for one that stands alone.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>What the run is a copy of, when it was made by <see cref="RunHistory.ForkAsync"/>; otherwise null.</summary>
    public ForkedFrom? ForkedFrom { get; init; }
}
