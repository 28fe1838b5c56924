using System.Text.Json;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Engine;

/// <summary>A program that was read by an <see cref="IScriptEngine"/>. Safe for use by many runs at once.</summary>
public interface IPreparedScript
{
    /// <summary>What is wrong with the source, worded for whoever wrote it; null where nothing is.</summary>
    ScriptError? SourceError { get; }

    /// <summary>Whether the program has an <c>export default</c>, which <see cref="CallAsync"/> needs.</summary>
    bool ExportsDefault { get; }

    /// <summary>Runs it in a machine of its own, which no other run sees.</summary>
    /// <param name="host">What it can reach.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="state">What host functions find in <see cref="HostCall.State"/>, so that one host serves all runs; null for nothing.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended. Errors of the script are results, not exceptions.</returns>
    Task<ScriptResult> RunAsync(ScriptHost host, ScriptLimits limits, object? state = null, CancellationToken cancellationToken = default);

    /// <summary>Runs it in a machine of its own and then calls the function that it exports by default.</summary>
    /// <param name="argument">What the function is called with.</param>
    /// <param name="host">What it can reach.</param>
    /// <param name="limits">What it may use, for both together.</param>
    /// <param name="state">What host functions find in <see cref="HostCall.State"/>; null for nothing.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended; the value is the function's. Errors of the script are results, not exceptions.</returns>
    /// <exception cref="InvalidOperationException">The program exports nothing.</exception>
    Task<ScriptResult> CallAsync(JsonElement argument, ScriptHost host, ScriptLimits limits, object? state = null, CancellationToken cancellationToken = default);
}
