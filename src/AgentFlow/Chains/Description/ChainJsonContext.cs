using System.Text.Json.Serialization;

namespace AgentFlow.Chains;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ChainDescription))]
internal sealed partial class ChainJsonContext : JsonSerializerContext;
