using System.Buffers;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>The data lines of a server-sent event stream, out of one pooled buffer.</summary>
internal sealed class SseReader(Stream stream) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _end;

    /// <summary>The next data line that has arrived already.</summary>
    public bool TryRead(out ReadOnlySpan<byte> data)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
            {
                data = default;
                return false;
            }
            _start += length + 1;
            var line = rest[..length].TrimEnd((byte)'\r');
            if (line.StartsWith("data: "u8))
            {
                data = line[6..];
                return true;
            }
        }
    }

    /// <summary>Waits for more; false at the end.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        stream.Dispose();
    }
}
