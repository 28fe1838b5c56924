namespace AgentFlow.JavaScript;

/// <summary>Thrown by a host function to reject the call with a message that the script, and so a model, may read.</summary>
public sealed class ScriptHostException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public ScriptHostException()
        : base("The function failed.")
    {
    }

    /// <summary>An exception whose message the script gets to see.</summary>
    /// <param name="message">What happened and what to do, without internals.</param>
    public ScriptHostException(string message)
        : base(message)
    {
    }

    /// <summary>An exception whose message the script gets to see and whose cause it does not.</summary>
    /// <param name="message">What happened and what to do, without internals.</param>
    /// <param name="innerException">The cause, for the operator.</param>
    public ScriptHostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
