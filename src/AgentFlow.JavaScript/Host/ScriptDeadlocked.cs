namespace AgentFlow.JavaScript;

/// <summary>The script waits for a promise that nothing can settle any more: no call of a host function is open and no job is left. Reported at once.</summary>
public sealed class ScriptDeadlocked : ScriptOutcome
{
    internal ScriptDeadlocked(ScriptError error) => Error = error;

    /// <summary>What it waits for, as far as that is known.</summary>
    public ScriptError Error { get; }
}
