namespace AgentFlow.JavaScript;

/// <summary>The source is not a program; nothing ran.</summary>
public sealed class ScriptInvalid : ScriptOutcome
{
    internal ScriptInvalid(ScriptError error) => Error = error;

    /// <summary>The first thing that is wrong with it, and where.</summary>
    public ScriptError Error { get; }
}
