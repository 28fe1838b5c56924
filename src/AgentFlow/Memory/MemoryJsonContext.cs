using System.Text.Json.Serialization;

namespace AgentFlow.Memory;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DerivedState<string>.Entry), TypeInfoPropertyName = "EntryString")]
[JsonSerializable(typeof(DerivedState<FactState<EntityFacts>>.Entry), TypeInfoPropertyName = "EntryEntities")]
[JsonSerializable(typeof(DerivedState<FactState<KnowledgeTriple>>.Entry), TypeInfoPropertyName = "EntryTriples")]
[JsonSerializable(typeof(EmbeddedExchange))]
[JsonSerializable(typeof(LongTermMemoryItem))]
[JsonSerializable(typeof(EntityAnswer))]
[JsonSerializable(typeof(EntityAnswer.Entity))]
[JsonSerializable(typeof(GraphAnswer))]
[JsonSerializable(typeof(GraphAnswer.Triple))]
internal sealed partial class MemoryJsonContext : JsonSerializerContext;
