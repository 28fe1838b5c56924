using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;
using AgentFlow.Sandbox.Permissions;

namespace AgentFlow.Sandbox.Packs;

/// <summary>What the host allows the tools of a folder. Taken over when they are loaded; later changes have no effect.</summary>
public sealed class ToolPackOptions
{
    /// <summary>What tools may reach beside the language, and the clock of everything. A manifest that asks for more is a problem.</summary>
    /// <value>Nothing, and the system's clock.</value>
    public SandboxGrants Grants { get; set; } = new();

    /// <summary>The most that one call of a tool may use. A manifest can ask for less; one that asks for more is a problem.</summary>
    /// <value>The defaults of <see cref="ScriptLimits"/>.</value>
    public ScriptLimits Limits { get; set; } = new();

    /// <summary>The tools that may run, by name, each with its signature; any other is a problem. See <see cref="ToolSignatures.Read"/>.</summary>
    /// <value>Null: whatever lies in the folder.</value>
    public IReadOnlyDictionary<string, string>? AllowedSignatures { get; set; }

    /// <summary>What a model is told of failures that are not the script's own words.</summary>
    /// <value>The built-in texts.</value>
    public ToolPackPrompts Prompts { get; set; } = new();

    /// <summary>What runs the scripts.</summary>
    /// <value>A <see cref="ScriptEngine"/>.</value>
    public IScriptEngine Engine { get; set; } = new ScriptEngine();

    /// <summary>A copy that nobody else changes.</summary>
    /// <exception cref="ArgumentException">The limits or the grants are not valid.</exception>
    internal ToolPackOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        ArgumentNullException.ThrowIfNull(Prompts);
        ArgumentNullException.ThrowIfNull(Engine);
        ArgumentNullException.ThrowIfNull(Grants);
        if (Limits.FindProblem() is { } problem)
            throw new ArgumentException(problem);
        return new()
        {
            Limits = new ManifestLimits().Narrow(Limits),
            AllowedSignatures = AllowedSignatures is null ? null : new Dictionary<string, string>(AllowedSignatures, StringComparer.Ordinal),
            Prompts = Prompts,
            Engine = Engine,
            Grants = Grants.ValidCopy(),
        };
    }
}
