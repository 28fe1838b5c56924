using System.Buffers;
using System.Text;
using System.Text.Unicode;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Streaming;

public sealed partial class IncrementalJsonParser
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private static ReadOnlySpan<byte> Literals => "truefalsenull"u8;

    private void Read(int at)
    {
        var text = _buffer.AsSpan(0, _length);
        while (at < text.Length && _state != JsonStreamState.Malformed)
        {
            if (_token == StreamToken.String)
                ReadString(text, ref at);
            else if (_token >= StreamToken.Minus)
                ReadNumber(text, ref at);
            else if (_token >= StreamToken.Escape)
                ReadPart(text, ref at);
            else if (text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                at++;
            else
                ReadPunctuation(text[at], ref at);
        }
    }

    private void ReadPunctuation(byte c, ref int at)
    {
        switch (_token)
        {
            case StreamToken.AfterValue when c == ',':
                _token = _closers[_depth - 1] == '}' ? StreamToken.NextKey : StreamToken.Value;
                at++;
                break;
            case StreamToken.AfterValue or StreamToken.FirstItem or StreamToken.FirstKey when c is (byte)'}' or (byte)']'
                && c == _closers[_depth - 1]:
                _depth--;
                EndValue(++at);
                break;
            case StreamToken.FirstKey or StreamToken.NextKey when c == '"':
                BeginString(++at, isKey: true);
                break;
            case StreamToken.Colon when c == ':':
                _token = StreamToken.Value;
                at++;
                break;
            case StreamToken.Value or StreamToken.FirstItem:
                ReadValue(c, ref at);
                break;
            default:
                Fail(at, Expected());
                break;
        }
    }

    private void ReadValue(byte c, ref int at)
    {
        switch (c)
        {
            case (byte)'"': BeginString(++at, isKey: false); break;
            case (byte)'{': Open((byte)'}', StreamToken.FirstKey, ref at); break;
            case (byte)'[': Open((byte)']', StreamToken.FirstItem, ref at); break;
            case (byte)'-': Begin(StreamToken.Minus, ref at); break;
            case (byte)'0': Begin(StreamToken.Zero, ref at); break;
            case >= (byte)'1' and <= (byte)'9': Begin(StreamToken.Integer, ref at); break;
            case (byte)'t': BeginLiteral(0, 4, ref at); break;
            case (byte)'f': BeginLiteral(4, 5, ref at); break;
            case (byte)'n': BeginLiteral(9, 4, ref at); break;
            default: Fail(at, Expected()); break;
        }
    }

    private void Begin(StreamToken token, ref int at)
    {
        _token = token;
        at++;
    }

    private void BeginLiteral(int literal, int length, ref int at)
    {
        (_literal, _literalLength) = (literal + 1, length - 1);
        Begin(StreamToken.Literal, ref at);
    }

    private void BeginString(int at, bool isKey)
    {
        (_token, _isKey, _characters) = (StreamToken.String, isKey, at);
    }

    private void Open(byte closer, StreamToken token, ref int at)
    {
        if (_depth == _maxDepth)
        {
            Fail(at, $"at most {_maxDepth} objects and arrays inside one another");
            return;
        }
        if (_depth == _closers.Length)
            Array.Resize(ref _closers, _depth * 2);
        _closers[_depth++] = closer;
        Begin(token, ref at);
        _certain = at;
    }

    private void ReadString(ReadOnlySpan<byte> text, ref int at)
    {
        var stop = text[at..].IndexOfAny(StringStops);
        var end = stop < 0 ? text.Length : at + stop;
        if (!TakeCharacters(text[..end], isWhole: stop >= 0))
            return;
        at = end;
        if (stop < 0)
            return;
        if (text[at] == '"')
        {
            at++;
            if (_isKey)
                _token = StreamToken.Colon;
            else
                EndValue(at);
        }
        else if (text[at] == '\\')
        {
            _escape = at;
            Begin(StreamToken.Escape, ref at);
        }
        else
            Fail(at, "an escape in place of a control character");
    }

    /// <summary>Checks that what is new in a string is UTF-8; a character that the text breaks off in waits.</summary>
    private bool TakeCharacters(ReadOnlySpan<byte> text, bool isWhole)
    {
        var added = text[_characters..];
        if (!isWhole)
            added = added[..^BrokenOff(added)];
        if (!Utf8.IsValid(added))
        {
            while (Rune.DecodeFromUtf8(added, out _, out var length) == OperationStatus.Done)
            {
                added = added[length..];
                _characters += length;
            }
            Fail(_characters, "valid UTF-8");
            return false;
        }
        _characters += added.Length;
        return true;
    }

    /// <summary>How many bytes at the end belong to a character whose last byte has not come yet.</summary>
    private static int BrokenOff(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var c = text[^back];
            if (c < 0x80)
                return 0;
            if (c >= 0xC0)
                return back < (c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2) ? back : 0;
        }
        return 0;
    }

    private void ReadPart(ReadOnlySpan<byte> text, ref int at)
    {
        var c = text[at];
        switch (_token)
        {
            case StreamToken.Literal when c == Literals[_literal]:
                (_literal, _literalLength) = (_literal + 1, _literalLength - 1);
                at++;
                if (_literalLength == 0)
                    EndValue(at);
                break;
            case StreamToken.Escape when c == 'u':
                _hexDigits = 4;
                Begin(StreamToken.Hex, ref at);
                break;
            case StreamToken.Escape when "\"\\/bfnrt"u8.Contains(c):
                EndEscape(++at);
                break;
            case StreamToken.Hex when char.IsAsciiHexDigit((char)c):
                at++;
                if (--_hexDigits == 0)
                    EndEscape(at);
                break;
            default:
                Fail(at, Expected());
                break;
        }
    }

    private void EndEscape(int at) => (_token, _characters) = (StreamToken.String, at);

    private void ReadNumber(ReadOnlySpan<byte> text, ref int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit((char)c) && _token != StreamToken.Zero)
        {
            _token = _token switch
            {
                StreamToken.Minus => c == '0' ? StreamToken.Zero : StreamToken.Integer,
                StreamToken.Point => StreamToken.Fraction,
                StreamToken.Exponent or StreamToken.ExponentSign => StreamToken.ExponentDigits,
                _ => _token,
            };
            at++;
        }
        else if (c == '.' && _token is StreamToken.Zero or StreamToken.Integer)
            Begin(StreamToken.Point, ref at);
        else if (c is (byte)'e' or (byte)'E' && _token is StreamToken.Zero or StreamToken.Integer or StreamToken.Fraction)
            Begin(StreamToken.Exponent, ref at);
        else if (c is (byte)'+' or (byte)'-' && _token == StreamToken.Exponent)
            Begin(StreamToken.ExponentSign, ref at);
        else if (EndsNumber(_token) && c is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            EndValue(at);
        else
            Fail(at, Expected());
    }

    private static bool EndsNumber(StreamToken token) =>
        token is StreamToken.Zero or StreamToken.Integer or StreamToken.Fraction or StreamToken.ExponentDigits;

    private void EndValue(int at)
    {
        _certain = at;
        _token = _depth == 0 ? StreamToken.End : StreamToken.AfterValue;
        if (_depth == 0)
            _state = JsonStreamState.Complete;
    }

    private void Fail(int at, string expected)
    {
        _state = JsonStreamState.Malformed;
        Error = $"Expected {expected} at {new TextPositions(Text).At(at)}.";
    }

    private string Expected() => _token switch
    {
        StreamToken.Value => "a JSON value",
        StreamToken.FirstItem => "a JSON value or ']'",
        StreamToken.FirstKey => "a key in double quotes or '}'",
        StreamToken.NextKey => "a key in double quotes",
        StreamToken.Colon => "':'",
        StreamToken.AfterValue => $"',' or '{(char)_closers[_depth - 1]}'",
        StreamToken.End => "nothing more",
        StreamToken.Escape or StreamToken.Hex => "an escape that JSON knows",
        StreamToken.Literal => "true, false or null",
        _ => "a JSON number",
    };
}
