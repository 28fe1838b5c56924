using System.Text.Json.Serialization;

namespace AgentFlow.Agents.Strategies;

/// <summary>What a critic says of a draft.</summary>
internal sealed record ReflectionVerdict
{
    /// <summary>First, so that the model reasons before it decides.</summary>
    public required string Critique { get; init; }

    public required bool Accepted { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReflectionVerdict))]
internal sealed partial class ReflectionJsonContext : JsonSerializerContext;
