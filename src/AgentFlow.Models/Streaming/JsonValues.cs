using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes values whose type is only known when they come: arguments, results, additional options.</summary>
internal static class JsonValues
{
    /// <summary>Escapes no more than JSON asks for; the reader is a model's server, not a web page.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes any value; types beyond JSON's own go through <see cref="AIJsonUtilities.DefaultOptions"/>.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }: writer.WriteNullValue(); break;
            case JsonElement element: WriteRaw(writer, element); break;
            case JsonDocument document: WriteRaw(writer, document.RootElement); break;
            case JsonNode node: node.WriteTo(writer); break;
            default: JsonSerializer.Serialize(writer, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())); break;
        }
    }

    /// <summary>Writes the bytes that the element was parsed from.</summary>
    public static void WriteRaw(Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);

    /// <summary>
    /// Writes a call's arguments as an object. Text that was no object goes back as a member of one, because servers parse it.
    /// </summary>
    public static void WriteArguments(Utf8JsonWriter writer, FunctionCallContent call)
    {
        if (call.Arguments is JsonArguments { IsChanged: false } parsed)
        {
            WriteRaw(writer, parsed.Original);
            return;
        }
        writer.WriteStartObject();
        if (call.Arguments is null && call.AdditionalProperties?.TryGetValue(JsonArguments.RawTextKey, out var raw) is true)
            writer.WriteString(MalformedArguments, raw?.ToString());
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }

    /// <summary>
    /// What a tool returned as the text that a model reads: a string as it is, contents as their text, anything else as JSON.
    /// </summary>
    public static string ResultText(object? result)
    {
        switch (result)
        {
            case null: return "";
            case string text: return text;
            case JsonElement { ValueKind: JsonValueKind.String } element: return element.GetString()!;
            case TextContent content: return content.Text;
            case IEnumerable<AIContent> contents: return string.Concat(contents.OfType<TextContent>().Select(static content => content.Text));
        }
        using var buffer = new PooledBuffer();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        Write(writer, result);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The member under which a model is shown argument text of its own that was not a JSON object.</summary>
    private const string MalformedArguments = "malformed_arguments";
}
