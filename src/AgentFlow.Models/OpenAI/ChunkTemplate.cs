using System.Buffers;

namespace AgentFlow.Models;

/// <summary>
/// Most chunks of a stream differ from the one before in nothing but their text. This remembers what stood before and behind the text
/// of a chunk that said nothing else, so that the next one is compared instead of parsed.
/// </summary>
internal sealed class ChunkTemplate : IDisposable
{
    private static readonly SearchValues<byte> QuoteOrSlash = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> Escapable = SearchValues.Create("\"\\/bfnrt"u8);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly PooledBuffer _bytes = new(512);
    private int _prefixLength;
    private bool _isSet;
    private int _marks;
    private bool _isRejected;
    private int _start;
    private int _length;

    /// <summary>Where the text of the remembered chunk went, and that of one like it goes.</summary>
    public ChunkTarget Target { get; private set; }

    /// <summary>Whether the chunk is the remembered one but for its text, which is the inside of a JSON string.</summary>
    public bool TryMatch(ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> text, out bool isEscaped)
    {
        text = default;
        isEscaped = false;
        if (!_isSet)
            return false;
        chunk = WithoutPadding(chunk);
        var bytes = _bytes.WrittenSpan;
        if (chunk.Length < bytes.Length || !chunk.StartsWith(bytes[.._prefixLength]) || !chunk.EndsWith(bytes[_prefixLength..]))
            return false;
        text = chunk[_prefixLength..(chunk.Length - (bytes.Length - _prefixLength))];
        return IsString(text, out isEscaped);
    }

    /// <summary>Another chunk is parsed.</summary>
    public void Begin()
    {
        _isSet = false;
        _marks = 0;
        _isRejected = false;
    }

    /// <summary>The chunk's text lies here.</summary>
    public void Mark(long start, int length, ChunkTarget target)
    {
        _marks++;
        _start = (int)start;
        _length = length;
        Target = target;
    }

    /// <summary>The chunk says something beside its text.</summary>
    public void Reject() => _isRejected = true;

    /// <summary>The chunk was parsed; the next may be like it.</summary>
    public void Learn(ReadOnlySpan<byte> chunk)
    {
        chunk = WithoutPadding(chunk);
        if (_isRejected || _marks != 1 || _start + _length > chunk.Length)
            return;
        _bytes.Clear();
        _bytes.Write(chunk[.._start]);
        _prefixLength = _start;
        _bytes.Write(chunk[(_start + _length)..]);
        _isSet = true;
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Whether the bytes are one JSON string's inside, with nothing that ends it and with whole escapes.</summary>
    private static bool IsString(ReadOnlySpan<byte> text, out bool isEscaped)
    {
        isEscaped = false;
        int next;
        while ((next = text.IndexOfAny(QuoteOrSlash)) >= 0)
        {
            isEscaped = true;
            text = text[next..];
            var length = text is [(byte)'\\', (byte)'u', _, _, _, _, ..] && text[2..6].IndexOfAnyExcept(HexDigits) < 0 ? 6
                : text.Length > 1 && text[0] == '\\' && Escapable.Contains(text[1]) ? 2
                : 0;
            if (length == 0)
                return false;
            text = text[length..];
        }
        return true;
    }

    /// <summary>
    /// OpenAI ends each chunk with a member of random length, which hides the text's length from those who watch the wire.
    /// </summary>
    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> chunk)
    {
        if (!chunk.EndsWith("\"}"u8))
            return chunk;
        var name = ",\"obfuscation\":\""u8;
        var start = chunk.LastIndexOf(name);
        return start < 0 || chunk[(start + name.Length)..^2].IndexOfAny(QuoteOrSlash) >= 0 ? chunk : chunk[..start];
    }
}
