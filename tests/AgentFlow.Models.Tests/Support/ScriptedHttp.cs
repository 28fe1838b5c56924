using System.Net;

namespace AgentFlow.Models.Tests;

/// <summary>Answers without a network; the body is read in exactly the pieces given, so that cuts fall where the test wants them.</summary>
public sealed class ScriptedHttp(HttpStatusCode status, Func<Stream> body) : HttpMessageHandler
{
    public List<string> RequestBodies { get; } = [];

    public List<ScriptedStream> Streams { get; } = [];

    public static HttpClient Client(params byte[][] pieces) => new(new ScriptedHttp(HttpStatusCode.OK, () => new ScriptedStream(pieces)));

    public static HttpClient Client(Func<Stream> body) => new(new ScriptedHttp(HttpStatusCode.OK, body));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
            RequestBodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        return new HttpResponseMessage(status) { Content = new StreamContent(body()), RequestMessage = request };
    }
}

/// <summary>A stream whose every read gives one piece, and which then ends, fails, or stays silent.</summary>
public sealed class ScriptedStream(byte[][] pieces, Exception? failure = null, bool staysOpen = false) : Stream
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<byte[]> _pieces = new(pieces);

    /// <summary>Completes when the reader waits for bytes that do not come.</summary>
    public Task Waiting => _waiting.Task;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pieces.Count == 0)
        {
            if (failure is not null)
                throw failure;
            if (!staysOpen)
                return 0;
            var never = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            _waiting.TrySetResult();
            return await never.Task;
        }
        await Task.Yield();
        var piece = _pieces.Peek();
        var count = Math.Min(piece.Length, buffer.Length);
        piece.AsSpan(0, count).CopyTo(buffer.Span);
        _pieces.Dequeue();
        if (count < piece.Length)
        {
            var rest = _pieces.ToArray();
            _pieces.Clear();
            _pieces.Enqueue(piece[count..]);
            foreach (var next in rest)
                _pieces.Enqueue(next);
        }
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
