namespace AgentFlow.JsonSchema.Repair;

// Decides whether a quote inside a string ends it, by what follows.
internal ref partial struct RepairParser
{
    private enum Verdict
    {
        Inside,
        Perhaps,
        Ends,
    }

    /// <summary>The quotation mark at a place, if there is one.</summary>
    private readonly Quote QuoteAt(int at) => ByteAt(at) switch
    {
        (byte)'"' => new Quote(QuoteFamily.Double, 1),
        (byte)'\'' => new Quote(QuoteFamily.Single, 1),
        (byte)'`' => new Quote(QuoteFamily.Back, 1),
        0xE2 when ByteAt(at + 1) == 0x80 => ByteAt(at + 2) switch
        {
            0x9C or 0x9D or 0x9E => new Quote(QuoteFamily.SmartDouble, 3),
            0x98 or 0x99 or 0x9A => new Quote(QuoteFamily.SmartSingle, 3),
            _ => default,
        },
        _ => default,
    };

    /// <summary>The length of the mark at a place when it is one that may close a string of the family; otherwise 0.</summary>
    private readonly int CloserAt(int at, QuoteFamily family)
    {
        var quote = QuoteAt(at);
        var closes = quote.Length > 0 && (quote.Family == family
            || (quote.Family == QuoteFamily.Double && family == QuoteFamily.SmartDouble)
            || (quote.Family == QuoteFamily.Single && family == QuoteFamily.SmartSingle));
        return closes ? quote.Length : 0;
    }

    /// <param name="quote">The place of the quote.</param>
    /// <param name="after">The place behind it.</param>
    /// <param name="place">Where the string stands.</param>
    /// <param name="inner">How many quotes before were taken as text.</param>
    private Verdict Judge(int quote, int after, Place place, int inner)
    {
        var at = AfterSpaces(after);
        if (at >= _text.Length || IsEnd(at))
            return Verdict.Ends;
        if (_text[at] == '+' && place != Place.Key
            && AfterSpaces(at + 1) is var joined && (at > after || joined == _text.Length || QuoteAt(joined).Length > 0))
            return Verdict.Ends;
        return place switch
        {
            Place.Key => _text[quote - 1] == ':' && _text[at] != ':' ? Verdict.Inside : JudgeKey(at),
            Place.Root => _text[at] is (byte)':' or (byte)',' || CommentStarts(at) ? Verdict.Ends : Verdict.Perhaps,
            _ => JudgeValue(quote, after, at, place, inner),
        };
    }

    private readonly Verdict JudgeKey(int at)
    {
        var c = _text[at];
        var ends = c is (byte)':' or (byte)'=' or (byte)',' or (byte)'}' or (byte)']' or (byte)'{' or (byte)'[' or (byte)'-'
            || char.IsAsciiDigit((char)c) || QuoteAt(at).Length > 0 || CommentStarts(at) || LiteralStarts(at);
        return ends ? Verdict.Ends : Verdict.Inside;
    }

    private Verdict JudgeValue(int quote, int after, int at, Place place, int inner)
    {
        var c = _text[at];
        if (ClosesSomething(at) || CommentStarts(at) || (inner == 0 && c is (byte)'}' or (byte)']' or (byte)':'))
            return Verdict.Ends;
        if (c == ',')
            return JudgeAfterComma(AfterSpaces(at + 1), place, inner);
        if (place == Place.Member ? NewMemberFollows(after, at) : NewItemFollows(after, at, inner))
            return Verdict.Ends;
        // A quote that has a space behind it and none before looks like an end: "the 5" pipe" has one all the same.
        var looksLikeEnd = inner % 2 == 0 && at > after && !IsSpace(_text[quote - 1]);
        return looksLikeEnd || c is (byte)';' or (byte)':' || QuoteAt(at).Length > 0 ? Verdict.Perhaps : Verdict.Inside;
    }

    private bool NewMemberFollows(int after, int at) => KeyFollows(at) || (_text[after..at].Contains((byte)'\n') && BareKeyFollows(at));

    private bool NewItemFollows(int after, int at, int inner)
    {
        if (at > after && (_text[at] is (byte)'{' or (byte)'[' || (inner % 2 == 0 && QuoteAt(at).Length > 0)))
            return true;
        return inner % 2 == 0 && ItemFollows(at);
    }

    private Verdict JudgeAfterComma(int at, Place place, int inner)
    {
        if (at >= _text.Length || IsEnd(at) || ClosesSomething(at) || _text[at] == ',' || CommentStarts(at)
            || _text[at..].StartsWith("..."u8))
            return Verdict.Ends;
        var isQuote = QuoteAt(at).Length > 0;
        if (place == Place.Member)
        {
            if ((inner == 0 && isQuote) || KeyFollows(at) || BrokenKeyFollows(at) || BareKeyFollows(at))
                return Verdict.Ends;
            return isQuote ? Verdict.Perhaps : Verdict.Inside;
        }
        var c = _text[at];
        var startsValue = isQuote || PrefixedQuoteAt(at) > 0 || c is (byte)'{' or (byte)'[' or (byte)'(' or (byte)'-'
            || char.IsAsciiDigit((char)c) || LiteralStarts(at);
        return startsValue || (inner == 0 && CanStartWord(c)) ? Verdict.Ends : Verdict.Inside;
    }

    /// <summary>Whether a bracket stands here that closes something that is open.</summary>
    private readonly bool ClosesSomething(int at) => _text[at] switch
    {
        (byte)'}' => _openObjects + _openArrays > 0,
        (byte)']' => _openArrays > 0,
        (byte)')' => _openParentheses > 0,
        _ => false,
    };

    /// <summary>Whether a quoted key and a colon stand here, as far as the look ahead goes.</summary>
    private bool KeyFollows(int at) => ByteAt(AfterText(at + PrefixedQuoteAt(at))) is (byte)':' or (byte)'=';

    /// <summary>Whether a quoted text and the end of an array's item stand here.</summary>
    private bool ItemFollows(int at) => ByteAt(AfterText(at)) is (byte)',' or (byte)']';

    /// <summary>Whether a key stands here that lacks its closing quote or its colon.</summary>
    private bool BrokenKeyFollows(int at)
    {
        var quote = QuoteAt(at);
        if (quote.Length == 0)
            return false;
        var end = NameEnd(at + quote.Length);
        if (end == at + quote.Length)
            return false;
        var value = ByteAt(end) == ':' ? AfterSpaces(end + 1) : CloserAt(end, quote.Family) is > 0 and var length ? AfterSpaces(end + length) : _text.Length;
        var c = ByteAt(value);
        return value < _text.Length
            && (QuoteAt(value).Length > 0 || c is (byte)'{' or (byte)'[' or (byte)'-' || char.IsAsciiDigit((char)c) || LiteralStarts(value));
    }

    /// <summary>The first place behind a quoted text and the spaces after it; the end of the text when no quote closes it nearby.</summary>
    private int AfterText(int at)
    {
        var quote = QuoteAt(at);
        var window = quote.Length == 0 ? 0 : Math.Min(_text.Length, at + quote.Length + Lookahead);
        for (var i = at + quote.Length; i < window; i++)
        {
            Steps++;
            if (_text[i] is (byte)'\n' or (byte)'{' or (byte)'}')
                break;
            if (_text[i] == '\\')
                i++;
            else if (CloserAt(i, quote.Family) is > 0 and var length)
                return AfterSpaces(i + length);
        }
        return _text.Length;
    }

    /// <summary>Whether a name and a colon stand here, with no quotes or only the closing one.</summary>
    private bool BareKeyFollows(int at)
    {
        var end = NameEnd(at);
        return end > at && ByteAt(AfterSpaces(end + QuoteAt(end).Length)) == ':';
    }

    private int NameEnd(int at)
    {
        var end = at;
        while (end < _text.Length && end - at < Lookahead && (IsNamePart(_text[end]) || (_text[end] >= 0x80 && QuoteAt(end).Length == 0)))
            end++;
        Steps += end - at + 1;
        return end;
    }

    private readonly bool LiteralStarts(int at)
    {
        var rest = _text[at..];
        return rest.StartsWith("true"u8) || rest.StartsWith("false"u8) || rest.StartsWith("null"u8)
            || rest.StartsWith("True"u8) || rest.StartsWith("False"u8) || rest.StartsWith("None"u8);
    }
}
