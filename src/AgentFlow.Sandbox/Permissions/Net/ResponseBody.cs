using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>Reads the body of an answer as far as it may be, and makes a text of it.</summary>
internal static class ResponseBody
{
    /// <summary>The body after decompression; null where it is longer than the limit, of which no more than a buffer is read.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16_384);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limit)
                    return null;
                body.Write(buffer, 0, read);
            }
            return body.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The text by the charset that the answer names, by UTF-8 where it names none that is known.</summary>
    public static string Decode(byte[] bytes, string? charset)
    {
        Encoding encoding;
        try
        {
            encoding = Encoding.GetEncoding(charset?.Trim('"', '\'', ' ') ?? "utf-8");
        }
        catch (ArgumentException)
        {
            // A name that nobody knows says no more than none.
            encoding = Encoding.UTF8;
        }
        return encoding.GetString(bytes).TrimStart('\ufeff');
    }

    /// <exception cref="ScriptHostException">It is not JSON.</exception>
    public static JsonNode? Parse(string text, string origin)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new ScriptHostException($"The answer of '{origin}' is not JSON (line {error.LineNumber + 1}). Leave out responseType to get it as text.", error);
        }
    }
}
