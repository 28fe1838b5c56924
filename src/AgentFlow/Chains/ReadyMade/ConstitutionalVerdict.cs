using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFlow.Chains.ReadyMade;

/// <summary>What a model says of an answer.</summary>
internal sealed record ConstitutionalVerdict
{
    /// <summary>First, so that the model reasons before it decides.</summary>
    public required string Critique { get; init; }

    public required bool NeedsRevision { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConstitutionalVerdict))]
internal sealed partial class ConstitutionalJsonContext : JsonSerializerContext;
