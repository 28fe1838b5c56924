using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes one part of a message's content: text, image, audio, file.</summary>
internal static class ContentPartWriter
{
    /// <summary>
    /// Whether the protocol has a part for it. What it has none for (usage, reasoning, approvals) is no part of an input.
    /// </summary>
    public static bool CanWrite(AIContent content) => content is TextContent or DataContent or UriContent or HostedFileContent;

    public static void Write(Utf8JsonWriter writer, AIContent content)
    {
        if (!CanWrite(content))
            return;
        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteImage(writer, data.Uri, content);
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                WriteImage(writer, uri.Uri.AbsoluteUri, content);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                WriteAudio(writer, data);
                break;
            case DataContent data:
                WriteFile(writer, data.Name, "file_data"u8, data.Uri);
                break;
            case UriContent uri:
                WriteFile(writer, null, "file_data"u8, uri.Uri.AbsoluteUri);
                break;
            case HostedFileContent file:
                WriteFile(writer, null, "file_id"u8, file.FileId);
                break;
        }
        writer.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter writer, string url, AIContent content)
    {
        writer.WriteString("type"u8, "image_url"u8);
        writer.WriteStartObject("image_url"u8);
        writer.WriteString("url"u8, url);
        if (content.AdditionalProperties?.TryGetValue("detail", out var detail) is true && detail?.ToString() is { } value)
            writer.WriteString("detail"u8, value);
        writer.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter writer, DataContent data)
    {
        writer.WriteString("type"u8, "input_audio"u8);
        writer.WriteStartObject("input_audio"u8);
        writer.WriteBase64String("data"u8, data.Data.Span);
        writer.WriteString("format"u8, AudioFormat(data.MediaType));
        writer.WriteEndObject();
    }

    private static string AudioFormat(string mediaType) => mediaType switch
    {
        "audio/mpeg" => "mp3",
        "audio/x-wav" or "audio/wave" => "wav",
        _ => mediaType["audio/".Length..],
    };

    private static void WriteFile(Utf8JsonWriter writer, string? name, ReadOnlySpan<byte> member, string value)
    {
        writer.WriteString("type"u8, "file"u8);
        writer.WriteStartObject("file"u8);
        if (name is not null)
            writer.WriteString("filename"u8, name);
        writer.WriteString(member, value);
        writer.WriteEndObject();
    }
}
