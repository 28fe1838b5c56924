using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using AgentFlow.JsonSchema.Streaming;

namespace AgentFlow.Output.Json;

/// <summary>
/// Shows the JSON value in a text that is arriving. Every piece is looked at while the text is short; a longer one each time it has grown by a
/// sixteenth, so that all values together cost a multiple of the text and not its square.
/// </summary>
internal sealed class JsonPartialReader<T>(TypedOutput<T> output) : IPartialReader<T>
{
    private const int GrowthShift = 4;

    /// <summary>How many brackets are tried that turn out to begin no JSON, before the text is left to the end.</summary>
    private const int MaxStarts = 16;

    /// <summary>An open bracket alone says nothing, and may yet be one of prose.</summary>
    private const int EmptyLength = 2;

    private readonly IncrementalJsonParser _parser = new();
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly ArrayBufferWriter<byte> _piece = new();
    private int _starts;
    private bool _hasBegun;
    private bool _hasShown;
    private int _nextAt;
    private int _snapshotLength = -1;

    public T? Value { get; private set; }

    public bool Add(ReadOnlySpan<char> delta)
    {
        if (_starts > MaxStarts || (_hasShown && _parser.State == JsonStreamState.Malformed))
            return false;
        _piece.ResetWrittenCount();
        _encoder.Convert(delta, _piece, flush: false, out _, out _);
        if (_hasBegun)
            _parser.Feed(_piece.WrittenSpan);
        else
            Begin(_piece.WrittenSpan);
        var isAnother = false;
        do
            isAnother |= Show();
        while (!_hasShown && _parser.State == JsonStreamState.Malformed && BeginAgain());
        return isAnother;
    }

    /// <summary>Passes over what stands before the value.</summary>
    private bool Begin(ReadOnlySpan<byte> utf8)
    {
        var start = Start(utf8);
        if (start < 0 || ++_starts > MaxStarts)
            return false;
        _hasBegun = true;
        _parser.Feed(utf8[start..]);
        return true;
    }

    /// <summary>A bracket that begins no JSON was part of the text before it: looks for the next.</summary>
    private bool BeginAgain()
    {
        var text = _parser.Text[1..].ToArray();
        _parser.Reset();
        (_hasBegun, _nextAt, _snapshotLength) = (false, 0, -1);
        return Begin(text);
    }

    private static int Start(ReadOnlySpan<byte> utf8) => utf8.IndexOfAny((byte)'{', (byte)'[');

    private bool Show()
    {
        var textLength = _parser.Text.Length;
        if (!_hasBegun || (textLength < _nextAt && _parser.State == JsonStreamState.Open) || !_parser.TryGetSnapshot(out var snapshot))
            return false;
        _nextAt = textLength + (textLength >> GrowthShift);
        // Snapshots only grow: one of the same length is the same.
        var length = JsonMarshal.GetRawUtf8Value(snapshot).Length;
        if (length == _snapshotLength || (length == EmptyLength && _parser.State != JsonStreamState.Complete))
            return false;
        _snapshotLength = length;
        if (!output.TryReadPartial(snapshot, out var value))
            return false;
        Value = value;
        _hasShown = true;
        return true;
    }
}
