using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Reads the token counts of a chat-completion answer.</summary>
internal static class UsageReader
{
    /// <summary>Reads the object that the reader stands on.</summary>
    public static UsageDetails Read(ref Utf8JsonReader reader)
    {
        var usage = new UsageDetails();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                usage.InputTokenCount = Number(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                usage.OutputTokenCount = Number(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8))
                usage.TotalTokenCount = Number(ref reader);
            else if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8))
                usage.CachedInputTokenCount ??= Number(ref reader);
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
                ReadDetails(ref reader, usage, isInput: true);
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
                ReadDetails(ref reader, usage, isInput: false);
            else
                Number(ref reader);
        }
        return usage;
    }

    private static void ReadDetails(ref Utf8JsonReader reader, UsageDetails usage, bool isInput)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isInput && reader.ValueTextEquals("cached_tokens"u8))
                usage.CachedInputTokenCount = Number(ref reader) ?? usage.CachedInputTokenCount;
            else if (isInput && reader.ValueTextEquals("audio_tokens"u8))
                AddCount(usage, "input_audio_tokens", Number(ref reader));
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
                usage.ReasoningTokenCount = Number(ref reader);
            else if (reader.ValueTextEquals("audio_tokens"u8))
                AddCount(usage, "output_audio_tokens", Number(ref reader));
            else
                Number(ref reader);
        }
    }

    private static void AddCount(UsageDetails usage, string name, long? count)
    {
        if (count > 0)
            (usage.AdditionalCounts ??= [])[name] = count.Value;
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            return number;
        reader.Skip();
        return null;
    }
}
