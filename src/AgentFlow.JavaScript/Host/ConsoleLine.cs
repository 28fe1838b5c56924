namespace AgentFlow.JavaScript;

/// <summary>A line that a script wrote to its console.</summary>
public sealed record ConsoleLine
{
    /// <summary>The console's method: "log", "info", "warn", "error", "debug".</summary>
    public required string Level { get; init; }

    /// <summary>The arguments as a console shows them, joined by blanks; a table or an object may take several lines.</summary>
    public required string Text { get; init; }
}
