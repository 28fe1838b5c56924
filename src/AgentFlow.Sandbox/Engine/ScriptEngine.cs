using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Engine;

/// <summary>The machine of AgentFlow.JavaScript: metered, in managed code, with nothing of the host in reach.</summary>
public sealed class ScriptEngine : IScriptEngine
{
    /// <inheritdoc />
    public IPreparedScript Prepare(string source) => new Prepared(Script.Compile(source));

    private sealed class Prepared(CompiledScript script) : IPreparedScript
    {
        public Task<ScriptResult> RunAsync(ScriptHost host, ScriptLimits limits, object? state, CancellationToken cancellationToken) =>
            script.RunAsync(host, limits, state, cancellationToken);
    }
}
