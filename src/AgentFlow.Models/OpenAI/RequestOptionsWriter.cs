using System.Text.Json;
using AgentFlow.Models.OpenAI;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>
/// Writes the members of a request other than its messages. An additional property of the same name takes a member's place.
/// </summary>
internal readonly ref struct RequestOptionsWriter(Utf8JsonWriter writer, AdditionalPropertiesDictionary? additional)
{
    public void WriteStream(bool requestUsage)
    {
        // The answer is always read as a stream: an additional property cannot change that.
        writer.WriteBoolean("stream"u8, true);
        if (!requestUsage || !Begin("stream_options"))
            return;
        writer.WriteStartObject();
        writer.WriteBoolean("include_usage"u8, true);
        writer.WriteEndObject();
    }

    public void Write(ChatOptions options, ToolWriter tools, MaxTokensMember maxTokens)
    {
        if (options.Tools is { Count: > 0 } && additional?.ContainsKey("tools") is not true)
        {
            tools.Write(writer, options.Tools);
            WriteToolMode(options);
        }
        WriteFormat(options.ResponseFormat);
        Write("temperature", options.Temperature);
        Write("top_p", options.TopP);
        Write("top_k", options.TopK);
        Write("frequency_penalty", options.FrequencyPenalty);
        Write("presence_penalty", options.PresencePenalty);
        Write(maxTokens == MaxTokensMember.MaxTokens ? "max_tokens" : "max_completion_tokens", options.MaxOutputTokens);
        Write("seed", options.Seed);
        if (options.StopSequences is { Count: > 0 } stop && Begin("stop"))
        {
            writer.WriteStartArray();
            foreach (var sequence in stop)
                writer.WriteStringValue(sequence);
            writer.WriteEndArray();
        }
        if (options.Reasoning?.Effort is { } effort && Begin("reasoning_effort"))
            writer.WriteStringValue(Effort(effort));
    }

    public void WriteAdditional()
    {
        foreach (var (name, value) in additional ?? [])
        {
            if (name is "stream" or "messages" or "model")
                continue;
            writer.WritePropertyName(name);
            JsonValues.Write(writer, value);
        }
    }

    private void WriteToolMode(ChatOptions options)
    {
        if (options.ToolMode is { } mode && Begin("tool_choice"))
        {
            if (mode is RequiredChatToolMode { RequiredFunctionName: { } name })
                WriteRequired(name);
            else
                writer.WriteStringValue(mode is NoneChatToolMode ? "none"u8 : mode is RequiredChatToolMode ? "required"u8 : "auto"u8);
        }
        if (options.AllowMultipleToolCalls is { } multiple && Begin("parallel_tool_calls"))
            writer.WriteBooleanValue(multiple);
    }

    private void WriteRequired(string name)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json || !Begin("response_format"))
            return;
        writer.WriteStartObject();
        writer.WriteString("type"u8, json.Schema is null ? "json_object"u8 : "json_schema"u8);
        if (json.Schema is { } schema)
        {
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, json.SchemaName ?? "answer");
            if (json.SchemaDescription is not null)
                writer.WriteString("description"u8, json.SchemaDescription);
            writer.WritePropertyName("schema"u8);
            JsonValues.WriteRaw(writer, schema);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private void Write(string name, float? value)
    {
        if (value is { } number && Begin(name))
            writer.WriteNumberValue(number);
    }

    private void Write(string name, long? value)
    {
        if (value is { } number && Begin(name))
            writer.WriteNumberValue(number);
    }

    private bool Begin(string name)
    {
        if (additional?.ContainsKey(name) is true)
            return false;
        writer.WritePropertyName(name);
        return true;
    }

    private static ReadOnlySpan<byte> Effort(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none"u8,
        ReasoningEffort.Low => "low"u8,
        ReasoningEffort.Medium => "medium"u8,
        ReasoningEffort.High => "high"u8,
        _ => "xhigh"u8,
    };
}
