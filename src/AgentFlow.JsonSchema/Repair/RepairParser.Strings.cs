using System.Buffers;

namespace AgentFlow.JsonSchema.Repair;

internal ref partial struct RepairParser
{
    private const string Controls = "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<byte> DoubleStops = Stops("\"\\");
    private static readonly SearchValues<byte> SingleStops = Stops("\"\\'");
    private static readonly SearchValues<byte> BackStops = Stops("\"\\`");
    private static readonly SearchValues<byte> SmartStops = Stops("\"\\'\u00e2");

    private Parsed ParseStrings(Place place)
    {
        var parsed = ParseString(place, joins: false);
        while (parsed == Parsed.Value && _pos < _text.Length)
        {
            var plus = AfterSpaces(_pos);
            if (ByteAt(plus) != '+')
                break;
            _pos = plus + 1;
            SkipTrivia();
            if (AtEnd)
                break;
            if (QuoteAt(_pos).Length == 0)
                return Fail("a string after '+'");
            Fix(JsonFixKind.JoinedStrings, plus);
            parsed = ParseString(place, joins: true);
        }
        return parsed;
    }

    private Parsed ParseString(Place place, bool joins)
    {
        var quote = QuoteAt(_pos);
        if (quote.Family != QuoteFamily.Double)
            Fix(JsonFixKind.QuoteStyle);
        if (joins)
            _out.Truncate(_out.Length - 1);
        else
            _out.Write((byte)'"');
        var start = _pos + quote.Length;
        if (!TakeRepeatedQuotes(quote, start) && ParseContent(quote.Family, start, place) == Parsed.Nothing)
            return Parsed.Nothing;
        _out.Write((byte)'"');
        return Parsed.Value;
    }

    /// <summary>Takes a string in tripled or doubled quotes.</summary>
    private bool TakeRepeatedQuotes(Quote quote, int start)
    {
        if (quote.Length != 1 || ByteAt(start) != _text[_pos])
            return false;
        var isTriple = ByteAt(start + 1) == _text[_pos];
        var next = ByteAt(start + 1);
        if (!isTriple && (next == 0 || IsSpace(next)
            || next is (byte)',' or (byte)':' or (byte)'=' or (byte)'}' or (byte)']' or (byte)')' or (byte)'+' or (byte)'/'))
            return false;
        var mark = _text.Slice(_pos, isTriple ? 3 : 2);
        var content = _pos + mark.Length;
        var length = _text[content..].IndexOf(mark);
        if (length < 0 && !(isTriple && _text[content..].IndexOf(_text[_pos]) < 0))
            return false;
        Fix(JsonFixKind.QuoteStyle);
        var end = length < 0 ? _text.Length : content + length;
        Steps += end - content;
        Copy(quote.Family, content, end);
        _pos = Math.Min(end + mark.Length, _text.Length);
        return true;
    }

    private Parsed ParseContent(QuoteFamily family, int start, Place place)
    {
        var (length, fixes) = (_out.Length, _fixes.Count);
        var bit = 1 << (((int)family * 4) + (int)place);
        var isEndless = (_endless & bit) != 0;
        if (place == Place.Key && isEndless)
            return EndKeyAtColon(family, start);

        var scan = Scan(family, start, place, isEndless);
        if (scan.End >= 0)
        {
            _pos = scan.End;
            return Parsed.Value;
        }
        if (scan.Cut < 0)
            _endless |= bit;
        _out.Truncate(length);
        _fixes.RemoveRange(fixes, _fixes.Count - fixes);
        if (scan.Cut >= 0)
            return EndBefore(family, start, scan.Cut);
        if (scan.Perhaps >= 0)
        {
            Copy(family, start, scan.Perhaps);
            _pos = scan.Perhaps + CloserAt(scan.Perhaps, family);
            return Parsed.Value;
        }
        return place == Place.Key ? EndKeyAtColon(family, start) : EndWithText(family, start, place);
    }

    /// <summary>Ends a key that has no closing quote before its colon; without a colon the text ended inside the key.</summary>
    private Parsed EndKeyAtColon(QuoteFamily family, int start)
    {
        var colon = _text[start..].IndexOf((byte)':');
        if (colon >= 0)
            return EndBefore(family, start, start + colon);
        Steps += _text.Length - start;
        _pos = _text.Length;
        return Parsed.Nothing;
    }

    private Parsed EndBefore(QuoteFamily family, int start, int end)
    {
        while (end > start && IsSpace(_text[end - 1]))
            end--;
        Copy(family, start, end);
        Steps += end - start;
        _pos = end;
        Fix(JsonFixKind.MissingQuote);
        return Parsed.Value;
    }

    /// <summary>
    /// Ends a string that the text breaks off in: before a code fence or a line of closing brackets, or else with the
    /// text.
    /// </summary>
    private Parsed EndWithText(QuoteFamily family, int start, Place place)
    {
        var rest = _text[start..];
        Steps += rest.Length;
        var fence = rest.LastIndexOf("\n```"u8);
        if (fence >= 0)
        {
            Copy(family, start, start + fence);
            _pos = start + fence;
            Fix(JsonFixKind.MissingQuote);
            return Parsed.Value;
        }
        var content = rest.TrimEnd("}]) \t\r\n"u8);
        if (ExtraClosers(rest, content.Length) is >= 0 and var closer)
            return EndBefore(family, start, start + closer);
        if (rest[content.Length..].IndexOf((byte)'\n') is >= 0 and var lineBreak
            && rest[(content.Length + lineBreak)..].ContainsAny("}]"u8))
            return EndBefore(family, start, start + content.Length + lineBreak);
        Copy(family, start, _text.Length);
        _pos = _text.Length;
        if (place == Place.Root)
            Fix(JsonFixKind.Truncated);
        return Parsed.Value;
    }

    /// <summary>
    /// Where the closing brackets begin that end a text and have no opening one in it: they close the JSON, as in <c>{"a":"x}</c>, and
    /// not code in the string; -1 when there are none, or more than are open.
    /// </summary>
    private readonly int ExtraClosers(ReadOnlySpan<byte> rest, int from)
    {
        var extra = rest.Count((byte)'}') + rest.Count((byte)']') - rest.Count((byte)'{') - rest.Count((byte)'[');
        if (extra <= 0 || extra > _openObjects + _openArrays)
            return -1;
        for (var at = rest.Length - 1; at >= from; at--)
        {
            if (rest[at] is (byte)'}' or (byte)']' && --extra == 0)
                return at;
        }
        return -1;
    }

    /// <summary>Copies the content of a string until a quote ends it, or says where else it might end.</summary>
    private StringScan Scan(QuoteFamily family, int start, Place place, bool isEndless)
    {
        var (run, since, at, perhaps, inner) = (start, start, start, -1, 0);
        var hasControl = false;
        while (NextStop(family, ref at, _text.Length))
        {
            var length = CloserAt(at, family);
            if (length == 0)
            {
                CopyOther(ref run, ref at, _text.Length, ref hasControl);
                continue;
            }
            var verdict = Judge(at, at + length, place, inner);
            if (verdict == Verdict.Ends || (verdict == Verdict.Perhaps && isEndless))
            {
                _out.Write(_text[run..at]);
                Steps += at - start;
                return new StringScan(End: at + length);
            }
            if (CutBefore(start, since, at, place) is >= 0 and var cut)
                return new StringScan(Cut: cut);
            if (verdict == Verdict.Perhaps && perhaps < 0)
                perhaps = at;
            _out.Write(_text[run..at]);
            WriteInnerQuote(family, place, ref at, length);
            (run, since) = (at, at);
            inner++;
        }
        _out.Write(_text[run..]);
        Steps += _text.Length - start;
        return new StringScan(Perhaps: perhaps);
    }

    private void WriteInnerQuote(QuoteFamily family, Place place, ref int at, int length)
    {
        Fix(JsonFixKind.InnerQuote, at);
        if (_text[at] == '"')
            _out.Write((byte)'\\');
        _out.Write(_text.Slice(at, length));
        at += length;
        // A quote that is doubled to escape it counts once.
        if (CloserAt(at, family) == length && Judge(at, at + length, place, inner: 1) == Verdict.Inside)
            at += length;
    }

    /// <summary>Where a string should have ended when the quote at a place rather opens the next key or value; -1 otherwise.</summary>
    private int CutBefore(int start, int since, int quote, Place place)
    {
        Steps += quote - since;
        if (place == Place.Key)
            return _text[since..quote].IndexOf((byte)':') is >= 0 and var colon ? since + colon : -1;
        if (place == Place.Item)
            return quote > start && _text[quote - 1] == ',' && ItemFollows(quote) ? quote - 1 : -1;
        if (place == Place.Root)
            return -1;
        var (at, hasLineBreak) = (quote - 1, false);
        for (; at >= start && IsSpace(_text[at]); at--)
            hasLineBreak |= _text[at] == '\n';
        Steps += quote - at;
        if (at < start)
            return -1;
        var isComma = _text[at] == ',';
        if (!(isComma || hasLineBreak) || !KeyFollows(quote))
            return -1;
        return isComma ? at : at + 1;
    }

    /// <summary>Copies content whose end is known: quotes in it are text.</summary>
    private void Copy(QuoteFamily family, int start, int end)
    {
        var (run, at) = (start, start);
        var hasControl = false;
        while (NextStop(family, ref at, end))
        {
            if (CloserAt(at, family) == 0 && _text[at] != '"')
            {
                CopyOther(ref run, ref at, end, ref hasControl);
                continue;
            }
            Fix(JsonFixKind.InnerQuote, at);
            CopyOther(ref run, ref at, end, ref hasControl);
        }
        _out.Write(_text[run..end]);
    }

    /// <summary>Copies what stopped a scan and is not the end: an escape, a control character, a quote of another family.</summary>
    private void CopyOther(ref int run, ref int at, int end, ref bool hasControl)
    {
        var c = _text[at];
        if (c >= 0x20 && c is not ((byte)'\\' or (byte)'"'))
        {
            at++;
            return;
        }
        _out.Write(_text[run..at]);
        if (c == '\\')
            at = Math.Min(WriteEscape(at, end), end);
        else
        {
            if (c < 0x20 && !hasControl)
                Fix(JsonFixKind.RawControlCharacter, at);
            hasControl |= c < 0x20;
            _out.WriteCharacter(new System.Text.Rune(c));
            at++;
        }
        run = at;
    }

    private readonly bool NextStop(QuoteFamily family, ref int at, int end)
    {
        var stops = family switch
        {
            QuoteFamily.Double => DoubleStops,
            QuoteFamily.Single => SingleStops,
            QuoteFamily.Back => BackStops,
            _ => SmartStops,
        };
        if (at >= end)
            return false;
        var next = _text[at..end].IndexOfAny(stops);
        at += Math.Max(next, 0);
        return next >= 0;
    }

    private static SearchValues<byte> Stops(string characters) =>
        SearchValues.Create(System.Text.Encoding.Latin1.GetBytes(Controls + characters));

    /// <summary>Behind the closing quote; or where the string should have ended; or where a quote stands that might end it.</summary>
    private readonly record struct StringScan(int End = -1, int Cut = -1, int Perhaps = -1);
}
