namespace AgentFlow.Memory;

/// <summary>One thing that a <see cref="LongTermMemory"/> holds, with its time and where it comes from.</summary>
public sealed record LongTermMemoryItem
{
    /// <summary>Its id among the memories of its user and namespace: ten letters and digits that follow from the text.</summary>
    public required string Id { get; init; }

    /// <summary>What is remembered.</summary>
    public required string Text { get; init; }

    /// <summary>When it was first remembered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The run in which it was.</summary>
    /// <value>Null: not in a run.</value>
    public string? RunId { get; init; }

    /// <summary>The session in which it was. The session may have been deleted since.</summary>
    /// <value>Null: not in a session.</value>
    public string? SessionId { get; init; }

    /// <summary>The call with which a model remembered it. The message of the run that holds this call is where it comes from.</summary>
    /// <value>Null: not by a model.</value>
    public string? CallId { get; init; }
}
