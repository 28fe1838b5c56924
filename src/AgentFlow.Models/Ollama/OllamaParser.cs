using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Reads the lines of an <c>/api/chat</c> answer into a <see cref="ResponseAssembler"/>.</summary>
internal sealed class OllamaParser(ResponseAssembler assembler)
{
    /// <summary>The error that a line carried, if one did.</summary>
    public ServerError? Error { get; private set; }

    /// <summary>Whether the last line was read.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads a line; false if it is not a JSON object of the protocol's shape.</summary>
    public bool TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            Read(json);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"Expected an object, found {reader.TokenType}.");
        var (done, reason, usage) = (false, (string?)null, (UsageDetails?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                ReadMessage(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                var isNew = assembler.ModelId is null;
                reader.Read();
                if (isNew)
                    assembler.ModelId = reader.GetString();
            }
            else if (reader.ValueTextEquals("created_at"u8))
            {
                ReadCreated(ref reader);
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                reader.Read();
                done = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("done_reason"u8))
            {
                reader.Read();
                reason = reader.GetString();
            }
            else if (reader.ValueTextEquals("prompt_eval_count"u8))
            {
                (usage ??= new()).InputTokenCount = Count(ref reader);
            }
            else if (reader.ValueTextEquals("eval_count"u8))
            {
                (usage ??= new()).OutputTokenCount = Count(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Skip();
                Error ??= ServerError.Read(json);
            }
            else
            {
                reader.Skip();
            }
        }
        if (done)
            Finish(reason, usage);
    }

    private void Finish(string? reason, UsageDetails? usage)
    {
        IsDone = true;
        if (usage is not null)
        {
            usage.TotalTokenCount = usage.InputTokenCount.GetValueOrDefault() + usage.OutputTokenCount.GetValueOrDefault();
            assembler.Usage = usage;
        }
        assembler.Finish(assembler.ToolCalls.Count > 0 ? ChatFinishReason.ToolCalls
            : reason is null or "stop" ? ChatFinishReason.Stop
            : reason == "length" ? ChatFinishReason.Length
            : new ChatFinishReason(reason));
    }

    /// <summary>The time of the first line; with it, made-up call ids differ between the turns of a conversation.</summary>
    private void ReadCreated(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (assembler.CreatedAt is not null || !reader.TryGetDateTimeOffset(out var created))
            return;
        assembler.CreatedAt = created;
        assembler.IdSeed = created.UtcTicks.ToString("x", CultureInfo.InvariantCulture);
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isThinking = reader.ValueTextEquals("thinking"u8);
            if (isThinking || reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                    (isThinking ? assembler.Reasoning : assembler.Text).AppendJson(reader.ValueSpan, reader.ValueIsEscaped);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                    ReadCalls(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Calls are always whole here, and have no ids in older versions.</summary>
    private void ReadCalls(ref Utf8JsonReader reader)
    {
        foreach (var call in JsonElement.ParseValue(ref reader).EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("function", out var function)
                || function.ValueKind != JsonValueKind.Object)
                continue;
            var id = call.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            var name = function.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            var pending = assembler.ToolCalls.Find(assembler.ToolCalls.Count, id, name, hasArguments: true);
            if (function.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.String)
                pending.Arguments.Append(System.Text.Encoding.UTF8.GetBytes(arguments.GetString()!));
            else if (arguments.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
                pending.Arguments.Append(JsonMarshal.GetRawUtf8Value(arguments));
        }
        assembler.TakeCompleteCalls();
    }

    private static long? Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) ? count : null;
    }
}
