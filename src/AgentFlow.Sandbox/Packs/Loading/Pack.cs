using AgentFlow.JavaScript;
using AgentFlow.JsonSchema;
using AgentFlow.Sandbox.Engine;

namespace AgentFlow.Sandbox.Packs;

/// <summary>One version of a tool, read and compiled: everything of it but what the host lets it reach.</summary>
internal sealed class Pack
{
    public required PackFiles Files { get; init; }

    /// <summary>The manifest's file, for the places of problems.</summary>
    public required JsonSource Source { get; init; }

    public required ToolManifest Manifest { get; init; }

    public required IPreparedScript Script { get; init; }

    public required CompiledSchema Parameters { get; init; }

    public required CompiledSchema? Result { get; init; }

    public required ScriptLimits Limits { get; init; }
}
