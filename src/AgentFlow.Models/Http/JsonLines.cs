namespace AgentFlow.Models;

/// <summary>Finds the lines of a newline-delimited JSON body as it arrives.</summary>
internal sealed class JsonLines(ResponseBody body)
{
    private int _scanned;

    /// <summary>The next whole line that is not blank; it may be read until the body is filled again.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var unread = body.Unread;
            var end = unread[_scanned..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _scanned = unread.Length;
                line = default;
                return false;
            }
            end += _scanned;
            _scanned = 0;
            body.Consume(end + 1);
            line = unread[..end].Trim(" \t\r"u8);
            if (!line.IsEmpty)
                return true;
        }
    }

    /// <summary>At the end of the body: a last line that nothing ends.</summary>
    public bool TryReadLast(out ReadOnlySpan<byte> line)
    {
        line = body.Unread.Trim(" \t\r\n"u8);
        body.Consume(body.Unread.Length);
        return !line.IsEmpty;
    }
}
