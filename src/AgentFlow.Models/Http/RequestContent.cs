using System.Net;
using System.Net.Http.Headers;

namespace AgentFlow.Models;

/// <summary>
/// A JSON request body in three pieces, of which the middle one, the history, may be bytes that were kept from an earlier turn.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PooledBuffer _buffer;
    private readonly int _headLength;
    private readonly ReadOnlyMemory<byte> _middle;
    private int _writers;

    /// <param name="buffer">Head and tail, one behind the other; disposed with the content.</param>
    /// <param name="headLength">Where the head ends.</param>
    /// <param name="middle">Goes between them.</param>
    public RequestContent(PooledBuffer buffer, int headLength, ReadOnlyMemory<byte> middle)
    {
        _buffer = buffer;
        _headLength = headLength;
        _middle = middle;
        Headers.ContentType = Json;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writers);
        await stream.WriteAsync(_buffer.WrittenMemory[.._headLength], cancellationToken).ConfigureAwait(false);
        if (!_middle.IsEmpty)
            await stream.WriteAsync(_middle, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(_buffer.WrittenMemory[_headLength..], cancellationToken).ConfigureAwait(false);
        Interlocked.Decrement(ref _writers);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Length + _middle.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // A write that failed or still runs (HTTP/2 answers before the request is through) may hold the array: it is left to the collector.
        if (disposing && Volatile.Read(ref _writers) == 0)
            _buffer.Dispose();
        base.Dispose(disposing);
    }
}
