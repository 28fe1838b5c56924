using System.Text.Json;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Engine;

/// <summary>The machine of AgentFlow.JavaScript: metered, in managed code, with nothing of the host in reach.</summary>
public sealed class ScriptEngine : IScriptEngine
{
    /// <inheritdoc />
    public IPreparedScript Prepare(string source) => new Prepared(Script.Compile(source));

    private sealed class Prepared(CompiledScript script) : IPreparedScript
    {
        public ScriptError? SourceError => script.Error;

        public bool ExportsDefault => script.ExportsDefault;

        public Task<ScriptResult> RunAsync(ScriptHost host, ScriptLimits limits, object? state, CancellationToken cancellationToken) =>
            script.RunAsync(host, limits, state, cancellationToken);

        public Task<ScriptResult> CallAsync(JsonElement argument, ScriptHost host, ScriptLimits limits, object? state, CancellationToken cancellationToken) =>
            script.CallAsync(argument, host, limits, state, cancellationToken);
    }
}
