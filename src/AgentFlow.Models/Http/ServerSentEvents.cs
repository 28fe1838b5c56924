namespace AgentFlow.Models;

/// <summary>
/// Finds the events of a <c>text/event-stream</c> body as it arrives: any line ending, comments, several <c>data</c> lines, a missing
/// last blank line, and (against the standard, because servers do it) one JSON event per line without blank lines between.
/// </summary>
internal sealed class ServerSentEvents(ResponseBody body) : IDisposable
{
    private readonly PooledBuffer _data = new(256);
    private int _scanned;
    private bool _hasData;
    private bool _isError;
    private bool _skipLineFeed;
    private bool _clearData;
    private bool _begun;

    /// <summary>Whether the event read last was named <c>error</c>.</summary>
    public bool IsError { get; private set; }

    /// <summary>The data of the next event that is complete; it may be read until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> data)
    {
        while (TryPeekLine(out var line, out var consumed))
        {
            if (IsData(line, out var value))
            {
                if (!_hasData && EndsHere(body.Unread[(consumed - 1)..]))
                {
                    Take(consumed);
                    data = Dispatch(value);
                    return true;
                }
                if (BeginsAnother(value))
                {
                    data = Dispatch(_data.WrittenSpan);
                    return true;
                }
            }
            Take(consumed);
            if (ReadLine(line, out data))
                return true;
        }
        data = default;
        return false;
    }

    /// <summary>At the end of the body: an event that was begun and not ended; there may be two.</summary>
    public bool TryReadLast(out ReadOnlySpan<byte> data)
    {
        var line = body.Unread;
        if (!line.IsEmpty)
        {
            if (IsData(line, out var value) && BeginsAnother(value))
            {
                data = Dispatch(_data.WrittenSpan);
                return true;
            }
            body.Consume(line.Length);
            ReadLine(line, out _);
        }
        return ReadLine([], out data);
    }

    public void Dispose() => _data.Dispose();

    private bool ReadLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (line.IsEmpty)
        {
            var complete = _hasData;
            if (complete)
                data = Dispatch(_data.WrittenSpan);
            _isError = false;
            return complete;
        }
        if (IsData(line, out var value))
            Append(value);
        else if (line.StartsWith("event:"u8))
            _isError = line["event:"u8.Length..].Trim((byte)' ').SequenceEqual("error"u8);
        return false;
    }

    /// <summary>One JSON object cannot follow another in one event, so a blank line is missing between them.</summary>
    private bool BeginsAnother(ReadOnlySpan<byte> value) =>
        _hasData && _data.WrittenSpan is [.., (byte)'}'] && value is [(byte)'{' or (byte)'[', ..];

    private void Append(ReadOnlySpan<byte> value)
    {
        if (_clearData)
        {
            _data.Clear();
            _clearData = false;
        }
        if (_hasData)
            _data.Write("\n"u8);
        _data.Write(value);
        _hasData = true;
    }

    private ReadOnlySpan<byte> Dispatch(ReadOnlySpan<byte> value)
    {
        IsError = _isError;
        _isError = false;
        _hasData = false;
        _clearData = true;
        return value;
    }

    private bool TryPeekLine(out ReadOnlySpan<byte> line, out int consumed)
    {
        Begin();
        var unread = body.Unread;
        var end = unread[_scanned..].IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            _scanned = unread.Length;
            line = default;
            consumed = 0;
            return false;
        }
        end += _scanned;
        line = unread[..end];
        consumed = end + 1;
        return true;
    }

    /// <summary>Passes over a byte order mark, and over the line feed of a CR LF whose CR ended the line before.</summary>
    private void Begin()
    {
        var unread = body.Unread;
        if (!_begun && unread.Length >= 3)
        {
            _begun = true;
            if (unread.StartsWith("\uFEFF"u8))
            {
                body.Consume(3);
                _scanned = 0;
            }
        }
        if (_skipLineFeed && body.Unread.Length > 0)
        {
            _skipLineFeed = false;
            if (body.Unread[0] == '\n')
                body.Consume(1);
        }
    }

    private void Take(int consumed)
    {
        _skipLineFeed = body.Unread[consumed - 1] == '\r';
        body.Consume(consumed);
        _scanned = 0;
    }

    /// <summary>Whether a blank line follows the line ending here, so that the event's only data line can be read where it lies.</summary>
    private static bool EndsHere(ReadOnlySpan<byte> ending)
    {
        ending = ending[(ending.StartsWith("\r\n"u8) ? 2 : 1)..];
        return ending is [(byte)'\n' or (byte)'\r', ..];
    }

    private static bool IsData(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith("data"u8))
            return false;
        if (line.Length > 4 && line[4] != ':')
            return false;
        value = line.Length > 4 ? line[5..] : default;
        if (value is [(byte)' ', ..])
            value = value[1..];
        return true;
    }
}
