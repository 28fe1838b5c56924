using System.Text.Json;
using AgentFlow.Models.Ollama;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes the body of an <c>/api/chat</c> request.</summary>
internal sealed class OllamaRequestWriter(OllamaChatClientOptions options)
{
    /// <summary>Additional properties that are members of the request; all others are model options.</summary>
    private static readonly string[] TopLevel = ["think", "keep_alive", "format", "template", "truncate", "shift", "logprobs", "top_logprobs"];

    private readonly ToolWriter _tools = new();

    public RequestContent Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? chat)
    {
        var buffer = new PooledBuffer(4096);
        try
        {
            using var writer = new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
            writer.WriteStartObject();
            writer.WriteString("model"u8, model);
            writer.WriteStartArray("messages"u8);
            if (!string.IsNullOrEmpty(chat?.Instructions))
                MessageWriter.WriteInstructions(writer, chat.Instructions);
            var history = new OllamaMessageWriter(writer);
            foreach (var message in messages)
                history.Write(message);
            writer.WriteEndArray();
            writer.WriteBoolean("stream"u8, true);
            if (chat?.Tools is { Count: > 0 } tools && chat.ToolMode is not NoneChatToolMode)
                _tools.Write(writer, tools);
            WriteMembers(writer, chat);
            WriteOptions(writer, chat);
            writer.WriteEndObject();
            writer.Flush();
            return new RequestContent(buffer, buffer.Length, default);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, ChatOptions? chat)
    {
        var additional = chat?.AdditionalProperties;
        if (chat?.ResponseFormat is ChatResponseFormatJson json && additional?.ContainsKey("format") is not true)
        {
            writer.WritePropertyName("format"u8);
            if (json.Schema is { } schema)
                JsonValues.WriteRaw(writer, schema);
            else
                writer.WriteStringValue("json"u8);
        }
        if (chat?.Reasoning?.Effort is { } effort && additional?.ContainsKey("think") is not true)
            WriteThink(writer, effort);
        if (options.KeepAlive is { } keep && additional?.ContainsKey("keep_alive") is not true)
            writer.WriteNumber("keep_alive"u8, keep == Timeout.InfiniteTimeSpan ? -1 : (long)keep.TotalSeconds);
        foreach (var (name, value) in additional ?? [])
        {
            if (!TopLevel.Contains(name))
                continue;
            writer.WritePropertyName(name);
            JsonValues.Write(writer, value);
        }
    }

    private static void WriteThink(Utf8JsonWriter writer, ReasoningEffort effort)
    {
        writer.WritePropertyName("think"u8);
        if (effort == ReasoningEffort.None)
            writer.WriteBooleanValue(false);
        else
            writer.WriteStringValue(effort switch { ReasoningEffort.Low => "low"u8, ReasoningEffort.Medium => "medium"u8, _ => "high"u8 });
    }

    private void WriteOptions(Utf8JsonWriter writer, ChatOptions? chat)
    {
        writer.WriteStartObject("options"u8);
        Write(writer, chat, "num_ctx", options.ContextLength);
        Write(writer, chat, "temperature", chat?.Temperature);
        Write(writer, chat, "top_p", chat?.TopP);
        Write(writer, chat, "top_k", chat?.TopK);
        Write(writer, chat, "num_predict", chat?.MaxOutputTokens);
        Write(writer, chat, "seed", chat?.Seed);
        Write(writer, chat, "presence_penalty", chat?.PresencePenalty);
        Write(writer, chat, "frequency_penalty", chat?.FrequencyPenalty);
        if (chat?.StopSequences is { Count: > 0 } stop && chat.AdditionalProperties?.ContainsKey("stop") is not true)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var sequence in stop)
                writer.WriteStringValue(sequence);
            writer.WriteEndArray();
        }
        foreach (var (name, value) in chat?.AdditionalProperties ?? [])
        {
            if (TopLevel.Contains(name))
                continue;
            writer.WritePropertyName(name);
            JsonValues.Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChatOptions? chat, string name, object? value)
    {
        if (value is null || chat?.AdditionalProperties?.ContainsKey(name) is true)
            return;
        writer.WritePropertyName(name);
        JsonValues.Write(writer, value);
    }
}
