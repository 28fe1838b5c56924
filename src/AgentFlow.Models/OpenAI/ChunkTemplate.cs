using System.Buffers;

namespace AgentFlow.Models;

/// <summary>
/// Most chunks of a stream differ from the one before in nothing but their text. This remembers what stood before and behind the text
/// of a chunk that said nothing else, so that the next one is compared instead of parsed.
/// </summary>
internal sealed class ChunkTemplate : IDisposable
{
    private static readonly SearchValues<byte> EndsText = SearchValues.Create("\"\\"u8);

    private readonly PooledBuffer _bytes = new(512);
    private int _prefixLength;
    private bool _isSet;
    private int _marks;
    private bool _isRejected;
    private int _start;
    private int _length;

    /// <summary>Whether the text is the model's reasoning.</summary>
    public bool IsReasoning { get; private set; }

    /// <summary>Whether the chunk is the remembered one but for its text, which needs no unescaping.</summary>
    public bool TryMatch(ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!_isSet)
            return false;
        var bytes = _bytes.WrittenSpan;
        if (chunk.Length < bytes.Length || !chunk.StartsWith(bytes[.._prefixLength]) || !chunk.EndsWith(bytes[_prefixLength..]))
            return false;
        text = chunk[_prefixLength..(chunk.Length - (bytes.Length - _prefixLength))];
        return text.IndexOfAny(EndsText) < 0;
    }

    /// <summary>Another chunk is parsed.</summary>
    public void Begin()
    {
        _isSet = false;
        _marks = 0;
        _isRejected = false;
    }

    /// <summary>The chunk's text lies here.</summary>
    public void Mark(long start, int length, bool isReasoning)
    {
        _marks++;
        _start = (int)start;
        _length = length;
        IsReasoning = isReasoning;
    }

    /// <summary>The chunk says something beside its text.</summary>
    public void Reject() => _isRejected = true;

    /// <summary>The chunk was parsed; the next may be like it.</summary>
    public void Learn(ReadOnlySpan<byte> chunk)
    {
        if (_isRejected || _marks != 1)
            return;
        _bytes.Clear();
        _bytes.Write(chunk[.._start]);
        _prefixLength = _start;
        _bytes.Write(chunk[(_start + _length)..]);
        _isSet = true;
    }

    public void Dispose() => _bytes.Dispose();
}
