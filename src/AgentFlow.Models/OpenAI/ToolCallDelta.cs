using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentFlow.Models;

/// <summary>What one element of a chunk's <c>tool_calls</c> says; the arguments still lie in the chunk.</summary>
internal ref struct ToolCallDelta
{
    public int? Index;
    public string? Id;
    public string? Name;
    public JsonElement? ExtraContent;

    /// <summary>The inside of a JSON string, or the object itself from servers that send it so.</summary>
    public ReadOnlySpan<byte> Arguments;

    public bool IsEscaped;

    /// <summary>Where the text of the arguments begins in the chunk; 0 if they are no text.</summary>
    public long ArgumentsStart;

    /// <summary>Whether it only continues a call.</summary>
    public readonly bool IsOnlyText => Id is null && Name is null && ExtraContent is null && ArgumentsStart > 0;

    /// <summary>Reads the object that the reader stands on.</summary>
    public static ToolCallDelta Read(ref Utf8JsonReader reader)
    {
        var delta = default(ToolCallDelta);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index))
                    delta.Index = index;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                delta.Id = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                delta.ReadFunction(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIMembers.ExtraContent))
            {
                reader.Read();
                delta.ExtraContent = JsonElement.ParseValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
        return delta;
    }

    private void ReadFunction(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
                Name = ReadText(ref reader);
            else if (reader.ValueTextEquals("arguments"u8))
                ReadArguments(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadArguments(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            Arguments = reader.ValueSpan;
            IsEscaped = reader.ValueIsEscaped;
            ArgumentsStart = reader.TokenStartIndex + 1;
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            Arguments = JsonMarshal.GetRawUtf8Value(JsonElement.ParseValue(ref reader));
        }
        else
        {
            reader.Skip();
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return text;
    }
}
