using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace AgentFlow.Models;

/// <summary>The answer of a server: its bytes as they arrive, in one pooled buffer that the parsers read in place.</summary>
internal sealed class ResponseBody : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly IdleDeadline _deadline;
    private readonly ModelEndpoint _endpoint;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _end;

    public ResponseBody(
        HttpResponseMessage response, Stream stream, IdleDeadline deadline, ModelEndpoint endpoint, CancellationToken cancellationToken)
    {
        _response = response;
        _stream = stream;
        _deadline = deadline;
        _endpoint = endpoint;
        _cancellationToken = cancellationToken;
    }

    public int Status => (int)_response.StatusCode;

    public bool IsSuccess => _response.IsSuccessStatusCode;

    public HttpResponseHeaders Headers => _response.Headers;

    /// <summary>What has arrived and was not consumed; stays readable until the next <see cref="FillAsync"/>.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    public void Consume(int count) => _start += count;

    /// <summary>Waits until more bytes are there; false at the end of the answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync()
    {
        MakeRoom();
        try
        {
            _deadline.Start();
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), _deadline.Token).ConfigureAwait(false);
            _deadline.Stop();
            _end += count;
            return count > 0;
        }
        catch (Exception e) when (_endpoint.TranslateRead(e, _deadline, _cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Reads to the end, or to <paramref name="limit"/> bytes.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(int limit)
    {
        while (_end - _start < limit && await FillAsync().ConfigureAwait(false))
        {
        }
        return _buffer.AsMemory(_start, Math.Min(limit, _end - _start));
    }

    public void Dispose()
    {
        _response.Dispose();
        _deadline.Dispose();
        var buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void MakeRoom()
    {
        var unread = _end - _start;
        if (unread > ModelDefaults.MaxEventBytes)
            throw _endpoint.NotAnAnswer(Unread[..1000]);
        if (_buffer.Length - _end >= _buffer.Length / 4)
            return;
        var target = unread <= _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Unread.CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _start = 0;
        _end = unread;
    }
}
