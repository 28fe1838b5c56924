using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFlow.Agents.Strategies;

/// <summary>Calls that are to be made, each with the name of what it finds.</summary>
internal sealed record ReWooPlan
{
    public required IReadOnlyList<ReWooStep> Steps { get; init; }
}

/// <summary>One call.</summary>
internal sealed record ReWooStep
{
    /// <summary>E1, E2 and so on.</summary>
    public required string Id { get; init; }

    /// <summary>What the call is for.</summary>
    public required string Plan { get; init; }

    public required string Tool { get; init; }

    /// <summary>An object, in whose texts #E1 stands for what that step has found.</summary>
    public required JsonElement Arguments { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReWooPlan))]
internal sealed partial class ReWooJsonContext : JsonSerializerContext;
