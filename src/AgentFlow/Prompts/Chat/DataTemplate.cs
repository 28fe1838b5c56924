using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>An image or data that a variable holds, in whatever form it is at hand.</summary>
internal sealed class DataTemplate(string variable, string mediaType) : ContentTemplate
{
    public const string AnyImage = "image/*";

    public override IReadOnlyList<string> InputVariables { get; } = [variable];

    internal override AIContent Render(in PromptValues values)
    {
        if (!values.TryGet(variable, 0, out var value))
            throw values.Missing(variable);
        return value switch
        {
            AIContent content => content,
            byte[] bytes => FromBytes(bytes),
            ReadOnlyMemory<byte> bytes => FromBytes(bytes),
            Uri uri => FromAddress(uri),
            string text when Uri.TryCreate(text, UriKind.Absolute, out var uri) => FromAddress(uri),
            string text => throw new PromptValueException(variable, $"is no address: '{(text.Length > 60 ? text[..60] + "..." : text)}'. Give an absolute one, bytes, or a content."),
            _ => throw new PromptValueException(variable, $"is a {value?.GetType().Name ?? "null"}; data is bytes, an address, or a content."),
        };
    }

    private UriContent OfUri(Uri uri) => new(uri, mediaType);

    private AIContent FromAddress(Uri uri) => uri.Scheme == "data" ? new DataContent(uri) : OfUri(uri);

    private DataContent FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes, mediaType == AnyImage ? KindOfImage(bytes.Span) : mediaType);

    private string KindOfImage(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : throw new PromptValueException(variable, "is no image of a kind that can be told from its bytes (PNG, JPEG, GIF, WebP). Name the media type: ContentTemplate.Data(variable, mediaType).");
}
