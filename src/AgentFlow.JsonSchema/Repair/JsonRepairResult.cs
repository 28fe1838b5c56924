using System.Text.Json;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>The value that a text holds, and what had to be put right to read it.</summary>
public sealed class JsonRepairResult
{
    internal JsonRepairResult(JsonElement value, IReadOnlyList<JsonFix> fixes)
    {
        Value = value;
        Fixes = fixes;
    }

    /// <summary>The value; it owns its memory and needs no disposal.</summary>
    public JsonElement Value { get; }

    /// <summary>What was put right, in the order of the text; empty when the text was JSON.</summary>
    public IReadOnlyList<JsonFix> Fixes { get; }
}
