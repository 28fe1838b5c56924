namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.Reveal"/> is told.</summary>
public sealed class RevealArguments
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The session that it belongs to, if it belongs to one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The tool whose argument the text is; null when it is for the user.</summary>
    public string? Tool { get; init; }

    /// <summary>The text as the journal has it: the whole of a text for the user, or one text in the arguments of a tool.</summary>
    public required string Text { get; init; }
}
