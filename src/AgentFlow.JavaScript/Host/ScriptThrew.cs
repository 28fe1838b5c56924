namespace AgentFlow.JavaScript;

/// <summary>The script threw something that it did not catch, or returned something that is no JSON.</summary>
public sealed class ScriptThrew : ScriptOutcome
{
    internal ScriptThrew(ScriptError error) => Error = error;

    /// <summary>What it threw and where.</summary>
    public ScriptError Error { get; }
}
