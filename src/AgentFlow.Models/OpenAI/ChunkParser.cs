using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>
/// Reads the JSON of chat-completion answers, streamed chunks (<c>delta</c>) and whole bodies (<c>message</c>) alike, straight into a
/// <see cref="ResponseAssembler"/>.
/// </summary>
internal sealed class ChunkParser(ResponseAssembler assembler) : IDisposable
{
    /// <summary>Of the members of a chunk that are read; there are longer ones in every chunk that are not.</summary>
    private const int LongestName = 7;

    /// <summary>In seconds since 1970; a time behind it has no date.</summary>
    private const long YearTenThousand = 253402300800;

    private readonly ChunkTemplate _template = new();
    private PendingToolCall? _templateCall;

    /// <summary>The error that a chunk carried, if one did.</summary>
    public ServerError? Error { get; private set; }

    /// <summary>Whether anything was an answer at all.</summary>
    public bool HasChoices { get; private set; }

    /// <summary>Reads one chunk or body.</summary>
    /// <exception cref="JsonException">It is not a JSON object.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        if (_template.TryMatch(json, out var text, out var isEscaped))
        {
            Buffer(_template.Target).AppendJson(text, isEscaped);
            return;
        }
        _template.Begin();
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        var saysMessage = false;
        var saysAnything = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length > LongestName)
                SkipValue(ref reader);
            else if (reader.ValueTextEquals("choices"u8))
                saysAnything |= ReadChoices(ref reader);
            else if (reader.ValueTextEquals("usage"u8))
                saysAnything |= ReadUsage(ref reader);
            else if (reader.ValueTextEquals("error"u8))
                ReadError(ref reader, json);
            else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("detail"u8))
                saysMessage |= SkipValue(ref reader) != JsonTokenType.Null;
            else if (!ReadIdentity(ref reader))
                SkipValue(ref reader);
        }
        if (saysMessage && !saysAnything)
            Error ??= ServerError.Read(json);
        _template.Learn(json);
    }

    public void Dispose() => _template.Dispose();

    /// <summary>Takes the event for an error whatever it looks like.</summary>
    public void ReadAsError(ReadOnlySpan<byte> json) => Error ??= ServerError.Read(json);

    private CharBuffer Buffer(ChunkTarget target) => target switch
    {
        ChunkTarget.Text => assembler.Text,
        ChunkTarget.Reasoning => assembler.Reasoning,
        _ => _templateCall!.Arguments,
    };

    private bool ReadIdentity(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            if (assembler.ResponseId is null && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                assembler.ResponseId = reader.GetString();
        }
        else if (reader.ValueTextEquals("model"u8))
        {
            reader.Read();
            if (assembler.ModelId is null && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                assembler.ModelId = reader.GetString();
        }
        else if (reader.ValueTextEquals("created"u8))
        {
            reader.Read();
            if (assembler.CreatedAt is null && reader.TokenType == JsonTokenType.Number
                && reader.TryGetInt64(out var seconds) && seconds is > 0 and < YearTenThousand)
                assembler.CreatedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        else
        {
            return false;
        }
        reader.Skip();
        return true;
    }

    private void ReadError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (SkipValue(ref reader) != JsonTokenType.Null)
            Error ??= ServerError.Read(json);
    }

    private bool ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }
        HasChoices = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            ReadChoice(ref reader);
        return true;
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        ChatFinishReason? finish = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                    ReadDelta(ref reader);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                finish = FinishReason(ref reader);
            }
            else
            {
                SkipValue(ref reader);
            }
        }
        if (finish is { } reason)
        {
            _template.Reject();
            assembler.Finish(reason);
        }
    }

    private void ReadDelta(ref Utf8JsonReader reader)
    {
        var hasReasoning = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                // Some servers send the same text under both names.
                reader.Read();
                if (!hasReasoning && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                {
                    hasReasoning = true;
                    AppendText(ref reader, isReasoning: true);
                }
                reader.Skip();
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                ReadToolCalls(ref reader);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    _template.Reject();
                    assembler.Refusal.AppendJson(reader.ValueSpan, reader.ValueIsEscaped);
                }
                reader.Skip();
            }
            else
            {
                SkipValue(ref reader);
            }
        }
    }

    /// <summary>A text, or (Mistral) a list of parts: <c>text</c>, and <c>thinking</c> with texts inside.</summary>
    private void ReadContent(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
            AppendText(ref reader, isReasoning: false);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        var depth = reader.CurrentDepth;
        var thinkingDepth = int.MaxValue;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.CurrentDepth < thinkingDepth)
                thinkingDepth = int.MaxValue;
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isThinking = reader.ValueTextEquals("thinking"u8);
            if (!isThinking && !reader.ValueTextEquals("text"u8))
            {
                SkipValue(ref reader);
                continue;
            }
            if (isThinking)
                thinkingDepth = reader.CurrentDepth;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                AppendText(ref reader, reader.CurrentDepth >= thinkingDepth);
        }
    }

    private void AppendText(ref Utf8JsonReader reader, bool isReasoning)
    {
        var target = isReasoning ? ChunkTarget.Reasoning : ChunkTarget.Text;
        _template.Mark(reader.TokenStartIndex + 1, reader.ValueSpan.Length, target);
        Buffer(target).AppendJson(reader.ValueSpan, reader.ValueIsEscaped);
    }

    private void ReadToolCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            ReadToolCall(ref reader);
        assembler.TakeCompleteCalls();
    }

    private void ReadToolCall(ref Utf8JsonReader reader)
    {
        var delta = ToolCallDelta.Read(ref reader);
        var call = assembler.ToolCalls.Find(delta.Index, delta.Id, delta.Name, !delta.Arguments.IsEmpty);
        call.ExtraContent = delta.ExtraContent ?? call.ExtraContent;
        if (delta.IsOnlyText)
            _template.Mark(delta.ArgumentsStart, delta.Arguments.Length, ChunkTarget.Arguments);
        else
            _template.Reject();
        _templateCall = call;
        if (!delta.Arguments.IsEmpty)
            call.Arguments.AppendJson(delta.Arguments, delta.IsEscaped);
    }

    private bool ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }
        _template.Reject();
        assembler.Usage = UsageReader.Read(ref reader);
        return true;
    }

    private static ChatFinishReason? FinishReason(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
        {
            reader.Skip();
            return null;
        }
        return reader.ValueTextEquals("stop"u8) || reader.ValueTextEquals("eos"u8) ? ChatFinishReason.Stop
            : reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8) ? ChatFinishReason.ToolCalls
            : reader.ValueTextEquals("length"u8) ? ChatFinishReason.Length
            : reader.ValueTextEquals("content_filter"u8) ? ChatFinishReason.ContentFilter
            : new ChatFinishReason(reader.GetString()!);
    }

    private static JsonTokenType SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var type = reader.TokenType;
        reader.Skip();
        return type;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new JsonException($"Expected {type}, found {reader.TokenType}.");
    }
}
