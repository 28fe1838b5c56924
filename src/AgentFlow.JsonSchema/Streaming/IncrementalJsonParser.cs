using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Streaming;

/// <summary>
/// Reads JSON that arrives in pieces, and shows at any moment what of it is certain, so that structured output can be shown while a
/// model writes it.
/// </summary>
/// <remarks>
/// Not thread-safe. A snapshot never takes back what an earlier one showed, as long as keys are unique: strings grow, arrays and
/// objects gain entries. The pieces may break anywhere, also inside a character.
/// </remarks>
public sealed partial class IncrementalJsonParser
{
    private const int FirstSize = 1024;

    private readonly int _maxDepth;
    private byte[] _buffer = new byte[FirstSize];
    private int _length;
    private StreamToken _token;
    private JsonStreamState _state;
    private byte[] _closers = new byte[16];
    private int _depth;

    // Where a text that ends here and is closed would hold only certain values.
    private int _certain;

    // Inside a string: whether it is a key, the escape that was begun, and up to where whole characters have arrived.
    private bool _isKey;
    private int _escape;
    private int _characters;
    private int _hexDigits;

    private int _literal;
    private int _literalLength;

    private JsonElement? _snapshot;
    private (int Certain, bool InString) _snapshotOf;

    /// <summary>Begins without text.</summary>
    /// <param name="maxDepth">How many objects and arrays may lie inside one another, from 1 to 1000.</param>
    public IncrementalJsonParser(int maxDepth = JsonRepairOptions.DefaultMaxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDepth, JsonRepairOptions.LargestMaxDepth);
        _maxDepth = maxDepth;
    }

    /// <summary>Whether the value is complete, or the text turned out not to be JSON.</summary>
    public JsonStreamState State => _state;

    /// <summary>
    /// Why the text is not JSON, with the place; <see langword="null"/> unless it is <see
    /// cref="JsonStreamState.Malformed"/>.
    /// </summary>
    public string? Error { get; private set; }

    /// <summary>All text so far, also what followed an error; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(0, _length);

    /// <summary>Takes the next piece of text.</summary>
    /// <param name="utf8">UTF-8 of any length; it is copied.</param>
    /// <returns>The state after it.</returns>
    public JsonStreamState Feed(ReadOnlySpan<byte> utf8)
    {
        var start = _length;
        if (_length + utf8.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + utf8.Length));
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
        if (_state != JsonStreamState.Malformed)
            Read(start);
        return _state;
    }

    /// <summary>Says that no more text comes, which is what completes a number that stands alone.</summary>
    /// <returns>The state then; <see cref="JsonStreamState.Open"/> when the text was cut off.</returns>
    public JsonStreamState Finish()
    {
        if (_state == JsonStreamState.Open && _depth == 0 && EndsNumber(_token))
            EndValue(_length);
        return _state;
    }

    /// <summary>
    /// The value as far as it is certain, with everything open closed: a string as far as it came, no key without a value, a number once
    /// the byte behind it came, <c>true</c>, <c>false</c> and <c>null</c> once whole. Costs the size of the value when it changed.
    /// </summary>
    /// <param name="value">The value; it stays valid and unchanged.</param>
    /// <returns>Whether anything is certain yet.</returns>
    public bool TryGetSnapshot(out JsonElement value)
    {
        var inString = IsInValueString;
        var certain = inString ? CertainInString() : _certain;
        if (_snapshot is null || _snapshotOf != (certain, inString))
        {
            _snapshot = certain == 0 ? null : Close(certain, inString);
            _snapshotOf = (certain, inString);
        }
        value = _snapshot.GetValueOrDefault();
        return _snapshot is not null;
    }

    /// <summary>Forgets all text and begins again; earlier snapshots stay valid.</summary>
    public void Reset()
    {
        (_length, _depth, _certain, _token, _state) = (0, 0, 0, StreamToken.Value, JsonStreamState.Open);
        (Error, _snapshot) = (null, null);
    }

    private bool IsInValueString => !_isKey && _token is StreamToken.String or StreamToken.Escape or StreamToken.Hex;

    private JsonElement Close(int certain, bool inString)
    {
        var json = new byte[certain + (inString ? 1 : 0) + _depth];
        _buffer.AsSpan(0, certain).CopyTo(json);
        if (inString)
            json[certain++] = (byte)'"';
        for (var depth = _depth - 1; depth >= 0; depth--)
            json[certain++] = _closers[depth];
        return JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = _maxDepth });
    }

    /// <summary>The end of the last whole character of the string that is open.</summary>
    private int CertainInString()
    {
        var end = _token == StreamToken.String ? _characters : _escape;
        var pair = end - 6;
        return pair >= 0 && IsHighSurrogate(pair) ? pair : end;
    }

    /// <summary>Whether the first half of a surrogate pair is escaped here.</summary>
    private bool IsHighSurrogate(int at)
    {
        if (_buffer[at] != '\\' || _buffer[at + 1] != 'u' || (_buffer[at + 2] | 0x20) != 'd'
            || (_buffer[at + 3] | 0x20) is not ('8' or '9' or 'a' or 'b'))
            return false;
        var backslashes = 0;
        while (at - backslashes >= 0 && _buffer[at - backslashes] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }
}
