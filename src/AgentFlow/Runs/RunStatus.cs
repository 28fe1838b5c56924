using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>In the queue; nobody has begun it.</summary>
    Queued,

    /// <summary>Being worked on, or cut off in the middle by a crash or a cancellation: then it can be resumed.</summary>
    Running,

    /// <summary>Waiting for a decision of a person.</summary>
    Suspended,

    /// <summary>Stopped on an error; can be resumed.</summary>
    Failed,

    /// <summary>Ended with an answer.</summary>
    Completed,
}
