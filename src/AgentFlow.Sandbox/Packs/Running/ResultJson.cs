using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Sandbox.Packs;

/// <summary>The result of a script as JSON, letters of all scripts as they are, since models read it.</summary>
internal static class ResultJson
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    private static readonly JsonWriterOptions Readable = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement From(JsonNode? value)
    {
        if (value is null)
            return Null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            value.WriteTo(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = 256 });
        return JsonElement.ParseValue(ref reader);
    }
}
