using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>
/// The serialised form of events and messages, the same in every journal. It carries a version; what an older release wrote is read.
/// </summary>
public static class RunEventJson
{
    internal const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Options = CreateOptions();
    private static readonly JsonTypeInfo<RunEvent> EventType = (JsonTypeInfo<RunEvent>)Options.GetTypeInfo(typeof(RunEvent));
    private static readonly JsonTypeInfo<ChatMessage> MessageType = (JsonTypeInfo<ChatMessage>)Options.GetTypeInfo(typeof(ChatMessage));

    /// <summary>An event as UTF-8 JSON.</summary>
    /// <param name="runEvent">The event.</param>
    public static byte[] Serialize(RunEvent runEvent) => JsonSerializer.SerializeToUtf8Bytes(runEvent, EventType);

    /// <summary>A message as UTF-8 JSON.</summary>
    /// <param name="message">The message.</param>
    public static byte[] Serialize(ChatMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, MessageType);

    /// <summary>Reads an event.</summary>
    /// <param name="utf8Json">What <see cref="Serialize(RunEvent)"/> gave.</param>
    /// <exception cref="JsonException">The text is not an event, or was written by a newer release than this one.</exception>
    public static RunEvent DeserializeEvent(ReadOnlySpan<byte> utf8Json)
    {
        var runEvent = JsonSerializer.Deserialize(utf8Json, EventType) ?? throw new JsonException("The text of an event is null.");
        return runEvent.Format <= CurrentFormat
            ? runEvent
            : throw new JsonException($"An event of format {runEvent.Format} was written by a newer release; this one reads up to {CurrentFormat}. Update AgentFlow.");
    }

    /// <summary>Reads a message.</summary>
    /// <param name="utf8Json">What <see cref="Serialize(ChatMessage)"/> gave.</param>
    /// <exception cref="JsonException">The text is not a message.</exception>
    public static ChatMessage DeserializeMessage(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, MessageType) ?? throw new JsonException("The text of a message is null.");

    private static JsonSerializerOptions CreateOptions()
    {
        // Our own types come from our context, those of Microsoft.Extensions.AI from its own, which knows all kinds of content.
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions)
        {
            WriteIndented = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.TypeInfoResolverChain.Insert(0, new OwnTypes());
        options.TypeInfoResolverChain.Add(RunEventJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }

    private sealed class OwnTypes : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type.Assembly == typeof(RunEvent).Assembly ? ((IJsonTypeInfoResolver)RunEventJsonContext.Default).GetTypeInfo(type, options) : null;
    }
}
