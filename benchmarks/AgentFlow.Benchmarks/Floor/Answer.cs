using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>What the chunks of one answer come to.</summary>
internal sealed class Answer
{
    private StringBuilder? _text;
    private string? _firstPiece;

    public string Text => _text?.ToString() ?? _firstPiece ?? string.Empty;

    public List<Call> Calls { get; } = [];

    public int InputTokens { get; private set; }

    public int OutputTokens { get; private set; }

    /// <summary>Reads one chunk; returns the text in it, if any.</summary>
    public string? Add(ReadOnlySpan<byte> chunk)
    {
        if (chunk.SequenceEqual("[DONE]"u8))
            return null;
        string? piece = null;
        var reader = new Utf8JsonReader(chunk);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
                piece = ReadChoices(ref reader);
            else if (reader.ValueTextEquals("usage"u8))
                ReadUsage(ref reader);
            else
                reader.Skip();
        }
        if (string.IsNullOrEmpty(piece))
            return null;
        if (_firstPiece is null)
            _firstPiece = piece;
        else
            (_text ??= new StringBuilder(_firstPiece, 256)).Append(piece);
        return piece;
    }

    private string? ReadChoices(ref Utf8JsonReader reader)
    {
        string? piece = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("delta"u8))
                    piece = ReadDelta(ref reader) ?? piece;
                else
                    reader.Skip();
            }
        }
        return piece;
    }

    private string? ReadDelta(ref Utf8JsonReader reader)
    {
        string? piece = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                piece = reader.GetString();
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                ReadCalls(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
        return piece;
    }

    private void ReadCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var call = Calls.Count > 0 ? Calls[^1] : null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    var index = reader.GetInt32();
                    if (index == Calls.Count)
                        Calls.Add(new Call());
                    call = Calls[index];
                }
                else if (reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    call!.Id = reader.GetString()!;
                }
                else if (reader.ValueTextEquals("function"u8))
                {
                    ReadFunction(ref reader, call!);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadFunction(ref Utf8JsonReader reader, Call call)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                call.Name = reader.GetString()!;
            }
            else
            {
                reader.Read();
                var to = call.Arguments.GetSpan(reader.ValueSpan.Length);
                call.Arguments.Advance(reader.CopyString(to));
            }
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                reader.Read();
                InputTokens = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                reader.Read();
                OutputTokens = reader.GetInt32();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    internal sealed class Call
    {
        public string Id { get; set; } = string.Empty;

        public string Name { get; set; } = string.Empty;

        public ArrayBufferWriter<byte> Arguments { get; } = new(64);
    }
}
