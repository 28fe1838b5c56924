using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Engine;

/// <summary>A program that was read by an <see cref="IScriptEngine"/>. Safe for use by many runs at once.</summary>
public interface IPreparedScript
{
    /// <summary>Runs it in a machine of its own, which no other run sees.</summary>
    /// <param name="host">What it can reach.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="state">What host functions find in <see cref="HostCall.State"/>, so that one host serves all runs; null for nothing.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended. Errors of the script are results, not exceptions.</returns>
    Task<ScriptResult> RunAsync(ScriptHost host, ScriptLimits limits, object? state = null, CancellationToken cancellationToken = default);
}
