namespace AgentFlow.JavaScript;

/// <summary>The script reached a limit and was ended there, before any handler of its own ran.</summary>
public sealed class ScriptLimitReached : ScriptOutcome
{
    internal ScriptLimitReached(LimitKind limit, ScriptError error)
    {
        Limit = limit;
        Error = error;
    }

    /// <summary>The limit; what was used of all of them stands in the <see cref="ScriptResult"/>.</summary>
    public LimitKind Limit { get; }

    /// <summary>A "LimitError" that says which limit and how large it is, and where the script was when it got there.</summary>
    public ScriptError Error { get; }
}
