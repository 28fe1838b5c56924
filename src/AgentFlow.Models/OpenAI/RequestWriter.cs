using System.Text.Json;
using AgentFlow.Memory;
using AgentFlow.Models.OpenAI;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes the body of a chat-completion request.</summary>
internal sealed class RequestWriter
{
    private readonly OpenAIChatClientOptions _options;
    private readonly MessageWriter _messages;
    private readonly ToolWriter _tools = new();
    private readonly SerializedHistory _history;
    private Utf8JsonWriter? _spareWriter;

    public RequestWriter(OpenAIChatClientOptions options)
    {
        _options = options;
        _messages = new MessageWriter(options.ReasoningMember);
        _history = new SerializedHistory(_messages.Write, options.SerializedHistoryBytes);
    }

    /// <summary>
    /// The body; its history comes from the bytes of an earlier turn when <paramref name="messages"/> is a <see cref="MessageLog"/>.
    /// </summary>
    public RequestContent Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var buffer = new PooledBuffer(4096);
        var writer = Interlocked.Exchange(ref _spareWriter, null) ?? new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
        try
        {
            buffer.Write("{\"model\":"u8);
            writer.Reset(buffer);
            writer.WriteStringValue(model);
            writer.Flush();
            buffer.Write(",\"messages\":"u8);
            writer.Reset();
            writer.WriteStartArray();
            var hasInstructions = !string.IsNullOrEmpty(options?.Instructions);
            if (hasInstructions)
                MessageWriter.WriteInstructions(writer, options!.Instructions!);
            ReadOnlyMemory<byte> history = default;
            if (messages is MessageLog log)
                history = _history.Get(log);
            else
                WriteAll(writer, messages);
            writer.Flush();
            if (hasInstructions && !history.IsEmpty)
                buffer.Write(","u8);
            var headLength = buffer.Length;
            buffer.Write("]"u8);
            WriteOptions(buffer, writer, options);
            writer.Reset(Stream.Null);
            _spareWriter = writer;
            return new RequestContent(buffer, headLength, history);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private void WriteAll(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages)
    {
        foreach (var message in messages)
            _messages.Write(writer, message);
    }

    /// <summary>Writes an object and opens it at its front, to continue the one that the messages stand in.</summary>
    private void WriteOptions(PooledBuffer buffer, Utf8JsonWriter writer, ChatOptions? options)
    {
        var start = buffer.Length;
        writer.Reset();
        writer.WriteStartObject();
        var request = new RequestOptionsWriter(writer, options?.AdditionalProperties);
        request.WriteStream(_options.RequestUsage);
        if (options is not null)
            request.Write(options, _tools, _options.MaxTokensMember);
        request.WriteAdditional();
        writer.WriteEndObject();
        writer.Flush();
        buffer.Replace(start, (byte)',');
    }
}
