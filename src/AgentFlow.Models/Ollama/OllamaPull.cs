using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Models.Ollama;

namespace AgentFlow.Models;

/// <summary>Runs <c>/api/pull</c> and reads its progress.</summary>
internal static class OllamaPull
{
    public static async IAsyncEnumerable<OllamaPullProgress> StreamAsync(
        ModelConnection connection, ModelEndpoint endpoint, Uri url, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Body(endpoint.Model) };
        using var body = await connection.SendAsync(request, endpoint, null, cancellationToken).ConfigureAwait(false);
        var lines = new JsonLines(body);
        var found = new List<OllamaPullProgress>();
        var (isOpen, hasSucceeded) = (true, false);
        while (isOpen && !hasSucceeded)
        {
            isOpen = await body.FillAsync().ConfigureAwait(false);
            Read(lines, isOpen, endpoint, found);
            foreach (var progress in found)
            {
                hasSucceeded |= progress.Status == "success";
                yield return progress;
            }
            found.Clear();
        }
        if (!hasSucceeded)
            throw endpoint.Interrupted("the download ended without success");
    }

    private static void Read(JsonLines lines, bool isOpen, ModelEndpoint endpoint, List<OllamaPullProgress> found)
    {
        while (lines.TryRead(out var line))
            found.Add(Parse(line, endpoint));
        if (!isOpen && lines.TryReadLast(out var last))
            found.Add(Parse(last, endpoint));
    }

    private static RequestContent Body(string model)
    {
        var buffer = new PooledBuffer();
        using var writer = new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("model"u8, model);
        writer.WriteBoolean("stream"u8, true);
        writer.WriteEndObject();
        writer.Flush();
        return new RequestContent(buffer, buffer.Length, default);
    }

    private static OllamaPullProgress Parse(ReadOnlySpan<byte> line, ModelEndpoint endpoint)
    {
        JsonElement root;
        try
        {
            var reader = new Utf8JsonReader(line);
            root = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException e)
        {
            throw endpoint.NotAnAnswer(line, e);
        }
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("error", out _))
        {
            var error = ServerError.Read(line);
            // "pull model manifest: file does not exist" is how a name that no library has is answered, with status 200.
            throw endpoint.FromServer(error.Status ?? (ModelEndpoint.SaysModelMissing(error) ? 404 : null), error);
        }
        return new()
        {
            Status = root.TryGetProperty("status", out var status) ? status.ToString() : "",
            Digest = root.TryGetProperty("digest", out var digest) ? digest.ToString() : null,
            TotalBytes = Number(root, "total"),
            CompletedBytes = Number(root, "completed"),
        };
    }

    private static long? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
