using System.Text.Json;
using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Host;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript;

/// <summary>A program that was read and compiled by <see cref="Script.Compile"/>. Safe for use by many runs at once: each has a machine of its own.</summary>
public sealed class CompiledScript
{
    private const int MaxSource = 1_000_000;
    private readonly CodeBlock? _block;

    private CompiledScript(CodeBlock? block, ScriptError? error)
    {
        _block = block;
        Error = error;
    }

    /// <summary>What is wrong with the source, worded for whoever wrote it; null where nothing is.</summary>
    public ScriptError? Error { get; }

    /// <summary>Runs it. The fuel that reading and compiling takes is not charged; the memory that its code takes is.</summary>
    /// <param name="host">What it can reach; nothing but the language where it is left out.</param>
    /// <param name="limits">What it may use; the defaults of <see cref="ScriptLimits"/> where it is left out.</param>
    /// <param name="state">What host functions find in <see cref="HostCall.State"/>, so that one host serves all runs; null for nothing.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended. Errors of the script are results, not exceptions.</returns>
    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<ScriptResult> RunAsync(ScriptHost? host = null, ScriptLimits? limits = null, object? state = null, CancellationToken cancellationToken = default) =>
        new ScriptRun(host ?? new ScriptHost(), (limits ?? new ScriptLimits()).Validated(), state).RunAsync(_block, Error, cancellationToken);

    /// <summary>Whether the program has an <c>export default</c>, which <see cref="CallAsync"/> needs.</summary>
    public bool ExportsDefault => _block?.ExportsDefault == true;

    /// <summary>Runs it, and then calls the function that it exports by default. The result is the function's.</summary>
    /// <param name="argument">What the function is called with; it is copied.</param>
    /// <param name="host">What it can reach; nothing but the language where it is left out.</param>
    /// <param name="limits">What it may use, for both together; the defaults of <see cref="ScriptLimits"/> where it is left out.</param>
    /// <param name="state">What host functions find in <see cref="HostCall.State"/>, so that one host serves all runs; null for nothing.</param>
    /// <param name="cancellationToken">Ends the run, and cancels its host functions.</param>
    /// <returns>How the run ended. Errors of the script are results, not exceptions.</returns>
    /// <exception cref="InvalidOperationException">The program exports nothing.</exception>
    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<ScriptResult> CallAsync(
        JsonElement argument, ScriptHost? host = null, ScriptLimits? limits = null, object? state = null, CancellationToken cancellationToken = default) =>
        Error is null && !ExportsDefault
            ? throw new InvalidOperationException("The script exports no function that could be called. Write 'export default function (args) { ... }'.")
            : new ScriptRun(host ?? new ScriptHost(), (limits ?? new ScriptLimits()).Validated(), state, argument).RunAsync(_block, Error, cancellationToken);

    internal static CompiledScript Of(string text)
    {
        if (text.Length > MaxSource)
            return new CompiledScript(null, new ScriptError { Name = "SyntaxError", Message = $"The source has {text.Length} characters; at most {MaxSource} are allowed." });
        try
        {
            return new CompiledScript(CodeCompiler.Compile(ModelCode.Parse(new SourceText(text))), null);
        }
        catch (SourceErrorException error)
        {
            return new CompiledScript(null, ErrorReport.Of(error));
        }
        catch (CodeTooLargeException error)
        {
            return new CompiledScript(null, ErrorReport.Of(new SourceErrorException(error.Message, new SourceText(text), error.Offset, error.Offset)));
        }
    }
}
