using System.Buffers;
using System.Text.Json;

namespace AgentFlow.Agents.Middleware;

/// <summary>Changes the texts in a JSON value and leaves everything else, names of members among it, as it is.</summary>
internal static class JsonStrings
{
    public static async ValueTask<JsonElement> MapAsync(JsonElement json, Func<string, ValueTask<string>> map)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(json, texts);
        var isChanged = false;
        foreach (var text in texts.Keys.ToList())
        {
            texts[text] = await map(text).ConfigureAwait(false);
            isChanged |= texts[text] != text;
        }
        return isChanged ? Rewrite(json, texts) : json;
    }

    /// <summary>Every text in a value, each once.</summary>
    public static IReadOnlyCollection<string> In(JsonElement json)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(json, texts);
        return texts.Keys;
    }

    private static void Collect(JsonElement json, Dictionary<string, string> texts)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                    Collect(member.Value, texts);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Collect(item, texts);
                break;
            case JsonValueKind.String:
                texts.TryAdd(json.GetString()!, string.Empty);
                break;
        }
    }

    private static JsonElement Rewrite(JsonElement json, Dictionary<string, string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, json, texts);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json, Dictionary<string, string> texts)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, texts);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    Write(writer, item, texts);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(texts[json.GetString()!]);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
