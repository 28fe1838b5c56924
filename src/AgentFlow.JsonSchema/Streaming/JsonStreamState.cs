namespace AgentFlow.JsonSchema.Streaming;

/// <summary>How far an <see cref="IncrementalJsonParser"/> is.</summary>
public enum JsonStreamState
{
    /// <summary>More text is needed.</summary>
    Open,

    /// <summary>The value is complete; only spaces may follow.</summary>
    Complete,

    /// <summary>The text is not JSON; <see cref="IncrementalJsonParser.Error"/> says why.</summary>
    Malformed,
}
