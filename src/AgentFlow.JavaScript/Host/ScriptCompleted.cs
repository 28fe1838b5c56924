using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript;

/// <summary>The script ran to its end.</summary>
public sealed class ScriptCompleted : ScriptOutcome
{
    internal ScriptCompleted(JsonNode? value, bool isUndefined)
    {
        Value = value;
        IsUndefined = isUndefined;
    }

    /// <summary>What it returned, or the value of its last expression, as JSON; null for null and undefined.</summary>
    public JsonNode? Value { get; }

    /// <summary>True where the script returned nothing.</summary>
    public bool IsUndefined { get; }
}
