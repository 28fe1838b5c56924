using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Engine;

/// <summary>
/// The seam between the sandbox and what runs its scripts. <see cref="ScriptEngine"/>, over the machine of AgentFlow.JavaScript, is the one that everything uses by
/// default; somebody who wants another puts it in its place.
/// </summary>
public interface IScriptEngine
{
    /// <summary>Reads a program once, to be run many times. Errors of the source are not thrown: every run of it gives them as its result.</summary>
    /// <param name="source">The program, as <see cref="Script.RunAsync"/> takes it.</param>
    IPreparedScript Prepare(string source);
}
