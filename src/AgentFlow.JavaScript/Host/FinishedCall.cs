using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript.Host;

/// <summary>A call that is over: with a result or an exception.</summary>
internal readonly record struct FinishedCall(PendingCall Pending, JsonNode? Result, Exception? Error);
