using System.Text.Json;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Packs;

/// <summary>What a tool's <c>tool.json</c> says of it.</summary>
public sealed class ToolManifest
{
    /// <summary>The name that a model calls it by: <c>snake_case</c>, at most 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it does and when to use it, for the model.</summary>
    public required string Description { get; init; }

    /// <summary>Its version: three numbers.</summary>
    public required string Version { get; init; }

    /// <summary>The JSON Schema of its arguments.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>The JSON Schema of its result, if it promises one; a result that breaks it is the tool's fault and not given to the model.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>What running it twice does.</summary>
    /// <value><see cref="ToolEffect.AtMostOnce"/>.</value>
    public ToolEffect Effect { get; init; }

    /// <summary>Whether a person has to consent to each call.</summary>
    /// <value>False.</value>
    public bool NeedsApproval { get; init; }

    /// <summary>Whether its results come from outside, so that nobody should do what they say.</summary>
    /// <value>False.</value>
    public bool IsUntrusted { get; init; }

    /// <summary>What it asks for: an object with the names of capabilities; null for nothing.</summary>
    public JsonElement? Permissions { get; init; }

    /// <summary>Names of the secrets that it asks the host to put into its requests; it never sees them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The tool's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The signature of its files, by which an operator can pin them; see <see cref="ToolSignatures"/>.</summary>
    public required string Signature { get; init; }

    /// <summary>What the manifest asks for in the way of limits.</summary>
    internal ManifestLimits Limits { get; init; } = new();

    /// <summary>Name and version.</summary>
    public override string ToString() => $"{Name} {Version}";
}
