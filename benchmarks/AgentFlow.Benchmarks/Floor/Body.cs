using System.Net;
using System.Net.Http.Headers;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>A request body whose bytes are there already: what stands before the messages, the messages, and what stands behind them.</summary>
internal sealed class Body : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ReadOnlyMemory<byte> _messages;

    public Body(ReadOnlyMemory<byte> messages)
    {
        _messages = messages;
        Headers.ContentType = Json;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Wire.Before, cancellationToken);
        await stream.WriteAsync(_messages, cancellationToken);
        await stream.WriteAsync(Wire.After, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Wire.Before.Length + _messages.Length + Wire.After.Length;
        return true;
    }
}
