using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes the messages of one request; a result is matched to its call by name, so calls are remembered on the way.</summary>
internal sealed class OllamaMessageWriter(Utf8JsonWriter writer)
{
    private readonly Dictionary<string, string> _callNames = new(StringComparer.Ordinal);

    public void Write(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
                WriteResult(result);
        }
        var isOnlyResults = message.Contents.Count > 0 && message.Contents.All(static content => content is FunctionResultContent);
        if (message.Role == ChatRole.Tool || isOnlyResults)
            return;
        writer.WriteStartObject();
        writer.WriteString("role"u8, message.Role.Value);
        writer.WriteString("content"u8, message.Text);
        WriteImages(message);
        WriteCalls(message);
        writer.WriteEndObject();
    }

    private void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("content"u8, JsonValues.ResultText(result.Result));
        if (_callNames.TryGetValue(result.CallId, out var name))
            writer.WriteString("tool_name"u8, name);
        writer.WriteEndObject();
    }

    private void WriteImages(ChatMessage message)
    {
        var any = false;
        foreach (var content in message.Contents)
        {
            if (content is UriContent or HostedFileContent || (content is DataContent other && !other.HasTopLevelMediaType("image")))
            {
                throw new NotSupportedException(
                    $"Ollama takes images, as bytes (a DataContent of an image type); this {content.GetType().Name} cannot be sent to it.");
            }
            if (content is not DataContent data)
                continue;
            if (!any)
                writer.WriteStartArray("images"u8);
            any = true;
            writer.WriteBase64StringValue(data.Data.Span);
        }
        if (any)
            writer.WriteEndArray();
    }

    private void WriteCalls(ChatMessage message)
    {
        var any = false;
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            if (!any)
                writer.WriteStartArray("tool_calls"u8);
            any = true;
            _callNames[call.CallId] = call.Name;
            writer.WriteStartObject();
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WritePropertyName("arguments"u8);
            JsonValues.WriteArguments(writer, call);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        if (any)
            writer.WriteEndArray();
    }
}
