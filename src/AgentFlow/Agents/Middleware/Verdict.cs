using AgentFlow.Runs;

namespace AgentFlow.Agents.Middleware;

/// <summary>A verdict that changes nothing, for whatever it is about; becomes a <see cref="Verdict{T}"/> of any type by itself.</summary>
public readonly record struct Verdict
{
    private Verdict(RailAction action, string? reason)
    {
        Action = action;
        Reason = reason;
    }

    /// <summary>Nothing is to be said. Not journaled.</summary>
    public static Verdict Pass { get; }

    /// <summary>What is to be done.</summary>
    public RailAction Action { get; }

    /// <summary>Why.</summary>
    public string? Reason { get; }

    /// <summary>Lets it pass, and has the journal say why.</summary>
    /// <param name="reason">A sentence for the reader of the journal.</param>
    public static Verdict PassWith(string reason) => new(RailAction.Pass, Checked(reason));

    /// <summary>
    /// Does not let it pass. A tool call is refused and a tool's result withheld, and the model is told why; anywhere else the run ends with
    /// <see cref="RunOutcome.Blocked"/>.
    /// </summary>
    /// <param name="reason">A sentence for the user or the model, and for the journal; it must not quote what must not be seen.</param>
    public static Verdict Block(string reason) => new(RailAction.Block, Checked(reason));

    /// <summary>Has a person decide whether a tool call may run. For <see cref="AgentMiddleware.BeforeTool"/> only.</summary>
    /// <param name="reason">What the person is to know, as a sentence.</param>
    public static Verdict Ask(string reason) => new(RailAction.Ask, Checked(reason));

    /// <summary>Lets something else pass in its place.</summary>
    /// <param name="value">What takes its place.</param>
    /// <param name="reason">A sentence for the journal; it must not quote what must not be seen.</param>
    public static Verdict<T> Change<T>(T value, string reason) => new(RailAction.Change, value, Checked(reason));

    private static string Checked(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return reason;
    }
}
