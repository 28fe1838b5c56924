namespace AgentFlow.JavaScript;

/// <summary>The script reached a limit and was ended there.</summary>
public sealed class ScriptLimitReached : ScriptOutcome
{
    internal ScriptLimitReached(LimitKind limit, string message)
    {
        Limit = limit;
        Message = message;
    }

    /// <summary>Which one.</summary>
    public LimitKind Limit { get; }

    /// <summary>A sentence that says which and how large it is.</summary>
    public string Message { get; }
}
