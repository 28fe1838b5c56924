using System.Text.Json.Serialization;

namespace AgentFlow.Agents.Planning;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(PlanEdit))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(PlanTemplate))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
