using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript;

/// <summary>One thing that a host adds: an async function, an immediate one, or a value.</summary>
internal sealed class HostEntry
{
    public required string Name { get; init; }

    public HostFunction? Function { get; init; }

    public Func<HostCall, JsonNode?>? Immediate { get; init; }

    public JsonNode? Value { get; init; }

    public bool IsFunction => Function is not null || Immediate is not null;
}
