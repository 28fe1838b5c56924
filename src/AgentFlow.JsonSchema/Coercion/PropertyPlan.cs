using System.Text;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

internal sealed class PropertyPlan(string name, CoercionPlan plan, bool isRequired, JsonElement? defaultValue)
{
    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The name without what only its spelling adds.</summary>
    public string PlainName { get; } = PlainText.Of(name);

    public CoercionPlan Plan { get; } = plan;

    public bool IsRequired { get; } = isRequired;

    /// <summary>What to fill in. A null says no more than the absence of what may be absent.</summary>
    public JsonElement? DefaultValue { get; } = defaultValue is { ValueKind: JsonValueKind.Null } && !isRequired ? null : defaultValue;
}
