using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes a message as the one or more messages that the protocol has for it.</summary>
/// <param name="reasoningMember">The member of assistant messages that earlier reasoning is sent back in; null sends none.</param>
internal sealed class MessageWriter(string? reasoningMember)
{
    private static readonly ChatRole Developer = new("developer");

    public void Write(Utf8JsonWriter writer, ChatMessage message)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
                WriteResult(writer, result);
        }
        if (message.Role == ChatRole.Assistant)
            WriteAssistant(writer, message);
        else if (message.Role != ChatRole.Tool)
            WriteInput(writer, message);
    }

    /// <summary>Writes a system message.</summary>
    public static void WriteInstructions(Utf8JsonWriter writer, string instructions)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "system"u8);
        writer.WriteString("content"u8, instructions);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, result.CallId);
        if (result.Result is IEnumerable<AIContent> contents && contents.Any(static content => content is not TextContent))
        {
            writer.WriteStartArray("content"u8);
            foreach (var content in contents)
                ContentPartWriter.Write(writer, content);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("content"u8, JsonValues.ResultText(result.Result));
        }
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, ChatMessage message)
    {
        var contents = message.Contents;
        var isText = contents is [TextContent];
        if (!isText && !contents.Any(ContentPartWriter.CanWrite))
        {
            if (contents.Count > 0)
                return;
            isText = true;
        }
        writer.WriteStartObject();
        writer.WriteString("role"u8, message.Role == Developer ? Developer.Value : message.Role.Value);
        if (message.Role == ChatRole.User && !string.IsNullOrWhiteSpace(message.AuthorName))
            writer.WriteString("name"u8, SafeName(message.AuthorName));
        if (isText)
        {
            writer.WriteString("content"u8, message.Text);
        }
        else
        {
            writer.WriteStartArray("content"u8);
            foreach (var content in contents)
                ContentPartWriter.Write(writer, content);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private void WriteAssistant(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        var contents = message.Contents;
        var hasCalls = false;
        string? refusal = null;
        for (var i = 0; i < contents.Count; i++)
        {
            hasCalls |= contents[i] is FunctionCallContent;
            if (contents[i] is ErrorContent { ErrorCode: ResponseAssembler.RefusalCode } error)
                refusal ??= error.Message;
        }
        var text = message.Text;
        if (hasCalls && text.Length == 0)
            writer.WriteNull("content"u8);
        else
            writer.WriteString("content"u8, text);
        if (reasoningMember is not null && Reasoning(message) is { Length: > 0 } reasoning)
            writer.WriteString(reasoningMember, reasoning);
        if (refusal is not null)
            writer.WriteString("refusal"u8, refusal);
        if (hasCalls)
        {
            writer.WriteStartArray("tool_calls"u8);
            for (var i = 0; i < contents.Count; i++)
            {
                if (contents[i] is FunctionCallContent call)
                    WriteCall(writer, call);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, FunctionCallContent call)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, call.CallId);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, call.Name);
        if (call.Arguments is JsonArguments { IsChanged: false } arguments)
        {
            writer.WriteString("arguments"u8, JsonMarshal.GetRawUtf8Value(arguments.Original));
        }
        else
        {
            using var buffer = new PooledBuffer();
            using var inner = new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
            JsonValues.WriteArguments(inner, call);
            inner.Flush();
            writer.WriteString("arguments"u8, buffer.WrittenSpan);
        }
        writer.WriteEndObject();
        if (call.AdditionalProperties?.TryGetValue(OpenAIMembers.ExtraContent, out var extra) is true)
        {
            writer.WritePropertyName(OpenAIMembers.ExtraContent);
            JsonValues.Write(writer, extra);
        }
        writer.WriteEndObject();
    }

    private static string Reasoning(ChatMessage message) =>
        string.Concat(message.Contents.OfType<TextReasoningContent>().Select(static content => content.Text));

    /// <summary>The protocol allows letters, digits, '_' and '-' in names.</summary>
    private static string SafeName(string name) => string.Create(Math.Min(name.Length, 64), name, static (span, name) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '_' or '-' ? name[i] : '_';
    });
}
