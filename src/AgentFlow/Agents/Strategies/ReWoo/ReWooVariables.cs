using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Output;

namespace AgentFlow.Agents.Strategies;

/// <summary>The variables in a step's arguments: <c>#E1</c> stands for what the step E1 has found.</summary>
internal static partial class ReWooVariables
{
    /// <summary>The steps whose results a step uses, each once.</summary>
    public static IReadOnlyList<string> UsedBy(ReWooStep step) => [.. Texts(step.Arguments).SelectMany(t => Variable().Matches(t).Select(m => m.Groups[1].Value.ToUpperInvariant())).Distinct()];

    /// <summary>The arguments with what was found in place of the variables.</summary>
    public static JsonElement Fill(ReWooStep step, IReadOnlyDictionary<string, string> found)
    {
        if (UsedBy(step).Count == 0)
            return step.Arguments;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, step.Arguments, found);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, IReadOnlyDictionary<string, string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, found);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, found);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(OutputWords.WellFormed(Variable().Replace(value.GetString()!, m => found.GetValueOrDefault(m.Groups[1].Value.ToUpperInvariant(), m.Value))));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"#(E\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();
}
