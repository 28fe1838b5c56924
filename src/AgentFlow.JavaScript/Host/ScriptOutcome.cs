namespace AgentFlow.JavaScript;

/// <summary>How a run ended: one of <see cref="ScriptCompleted"/>, <see cref="ScriptThrew"/>, <see cref="ScriptLimitReached"/>,
/// <see cref="ScriptDeadlocked"/> and <see cref="ScriptInvalid"/>.</summary>
public abstract class ScriptOutcome
{
    private protected ScriptOutcome()
    {
    }
}
