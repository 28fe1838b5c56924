namespace AgentFlow.JavaScript;

/// <summary>The source is not a program; nothing ran.</summary>
public sealed class ScriptInvalid : ScriptOutcome
{
    internal ScriptInvalid(IReadOnlyList<ScriptError> errors) => Errors = errors;

    /// <summary>What is wrong with it; at least one.</summary>
    public IReadOnlyList<ScriptError> Errors { get; }
}
