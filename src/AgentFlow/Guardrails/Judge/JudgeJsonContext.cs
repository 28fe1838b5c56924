using System.Text.Json.Serialization;

namespace AgentFlow.Guardrails.Judge;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JudgeVerdict))]
[JsonSerializable(typeof(string))]
internal sealed partial class JudgeJsonContext : JsonSerializerContext;
