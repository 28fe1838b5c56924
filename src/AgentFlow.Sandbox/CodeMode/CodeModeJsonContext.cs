using System.Text.Json.Serialization;

namespace AgentFlow.Sandbox;

[JsonSerializable(typeof(string))]
internal sealed partial class CodeModeJsonContext : JsonSerializerContext;
