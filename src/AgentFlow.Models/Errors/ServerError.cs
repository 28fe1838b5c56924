using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentFlow.Models;

/// <summary>What a server says went wrong, read from any of the shapes that servers use; never throws on what they send.</summary>
/// <param name="Message">The server's words, or a cut of the body where it is not JSON.</param>
/// <param name="Code">Its code or type.</param>
/// <param name="Status">An HTTP status inside the body, as in an error that arrives in a stream.</param>
internal sealed record ServerError(string Message, string? Code, int? Status)
{
    private const int MaxWords = 500;

    /// <summary>Reads the body of an error response, or the error event of a stream.</summary>
    public static ServerError Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (JsonDocument.TryParseValue(ref reader, out var document))
            {
                using (document)
                    return Read(document.RootElement);
            }
        }
        catch (JsonException)
        {
            // Proxies answer in HTML, some servers in plain text: the text is the message.
        }
        return new(Cut(PlainText(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 16 * 1024)]))), null, null);
    }

    private static ServerError Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            root = root[0];
        if (root.ValueKind == JsonValueKind.String)
            return new(Cut(root.GetString()!), null, null);
        if (root.ValueKind != JsonValueKind.Object)
            return new(Cut(root.GetRawText()), null, null);
        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            if (error.ValueKind == JsonValueKind.String)
                return new(Cut(error.GetString()!), Text(root, "code") ?? Text(root, "error_type"), null);
            root = error;
        }
        var message = Text(root, "message") ?? Detail(root) ?? root.GetRawText();
        if (root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && Text(metadata, "raw") is { } raw)
            message = $"{message} ({raw})";
        var code = Text(root, "code");
        var status = HttpStatus(code) ?? HttpStatus(Text(root, "status_code"));
        if (code is null || status is not null)
            code = Text(root, "type") ?? code;
        return new(Cut(message), code, status);
    }

    /// <summary>FastAPI's <c>detail</c>: a text, or a list of <c>{"loc":[...],"msg":"..."}</c>.</summary>
    private static string? Detail(JsonElement root)
    {
        if (!root.TryGetProperty("detail", out var detail))
            return null;
        if (detail.ValueKind != JsonValueKind.Array)
            return detail.ValueKind == JsonValueKind.String ? detail.GetString() : detail.GetRawText();
        var problems = detail.EnumerateArray().Select(static item =>
            item.ValueKind == JsonValueKind.Object && Text(item, "msg") is { } text
                ? item.TryGetProperty("loc", out var place) ? $"{text} at {place.GetRawText()}" : text
                : item.GetRawText());
        return string.Join("; ", problems);
    }

    private static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    private static int? HttpStatus(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600 ? status : null;

    private static string PlainText(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return text.Trim();
        var plain = new StringBuilder();
        var inTag = false;
        foreach (var c in text)
        {
            if (c is '<' or '>')
                inTag = c == '<';
            else if (!inTag)
                plain.Append(char.IsWhiteSpace(c) ? ' ' : c);
            if (c == '<')
                plain.Append(' ');
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Cut(string text) => text.Length <= MaxWords ? text : string.Concat(text.AsSpan(0, MaxWords), "...");
}
