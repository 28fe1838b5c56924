using System.Text.Json.Serialization;

namespace AgentFlow.Memory;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DerivedState<string>.Entry), TypeInfoPropertyName = "EntryString")]
internal sealed partial class MemoryJsonContext : JsonSerializerContext;
