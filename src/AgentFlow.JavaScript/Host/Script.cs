using AgentFlow.JavaScript.Host;

namespace AgentFlow.JavaScript;

/// <summary>Runs JavaScript.</summary>
public static class Script
{
    /// <summary>Runs a program: strict ECMAScript 2023 with types erased, with top-level <c>await</c> and <c>return</c>, as a model writes it. No thread is held
    /// while host functions run.</summary>
    /// <param name="source">The program. Its result is what it returns, or the value of its last expression.</param>
    /// <param name="host">What it can reach; nothing but the language where it is left out.</param>
    /// <param name="limits">What it may use; the defaults of <see cref="ScriptLimits"/> where it is left out.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended. Errors of the script are results, not exceptions.</returns>
    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task<ScriptResult> RunAsync(
        string source, ScriptHost? host = null, ScriptLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        limits ??= new ScriptLimits();
        var run = new ScriptRun(host ?? new ScriptHost(), limits.Validated());
        return run.RunAsync(source, limits.Source, cancellationToken);
    }

    /// <summary>Reads and compiles a program once, to be run many times. Errors of the source are kept: every run gives them as its result.</summary>
    /// <param name="source">The program, as <see cref="RunAsync"/> takes it; at most 1,000,000 characters.</param>
    public static CompiledScript Compile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return CompiledScript.Of(source);
    }
}
