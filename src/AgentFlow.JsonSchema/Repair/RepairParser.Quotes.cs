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

    /// <param name="after">The place behind the quote.</param>
    /// <param name="place">Where the string stands.</param>
    /// <param name="isOdd">Whether an inner quotation was opened and not closed before.</param>
    private Verdict Judge(int after, Place place, bool isOdd)
    {
        var at = AfterSpaces(after);
        if (at >= _text.Length || IsEnd(at))
            return Verdict.Ends;
        if (_text[at] == '+' && place != Place.Key && AfterSpaces(at + 1) is var joined && (at > after || joined == _text.Length || QuoteAt(joined).Length > 0))
            return Verdict.Ends;
        return place switch
        {
            Place.Key => JudgeKey(at),
            Place.Root => _text[at] is (byte)':' or (byte)',' || CommentStarts(at) ? Verdict.Ends : Verdict.Perhaps,
            Place.Member => JudgeMember(after, at),
            _ => JudgeItem(after, at, isOdd),
        };
    }

    private readonly Verdict JudgeKey(int at)
    {
        var c = _text[at];
        var ends = c is (byte)':' or (byte)'=' or (byte)',' or (byte)'}' or (byte)']' or (byte)'{' or (byte)'[' or (byte)'-'
            || char.IsAsciiDigit((char)c) || QuoteAt(at).Length > 0 || CommentStarts(at) || LiteralStarts(at);
        return ends ? Verdict.Ends : Verdict.Inside;
    }

    private Verdict JudgeMember(int after, int at)
    {
        if (ClosesSomething(at) || CommentStarts(at))
            return Verdict.Ends;
        if (_text[at] == ',')
            return JudgeAfterComma(AfterSpaces(at + 1), Place.Member);
        var hasLineBreak = _text[after..at].Contains((byte)'\n');
        if (KeyFollows(at) || (hasLineBreak && BareKeyFollows(at)))
            return Verdict.Ends;
        return _text[at] is (byte)';' or (byte)':' || (hasLineBreak && QuoteAt(at).Length > 0) ? Verdict.Perhaps : Verdict.Inside;
    }

    private Verdict JudgeItem(int after, int at, bool isOdd)
    {
        if (ClosesSomething(at) || CommentStarts(at))
            return Verdict.Ends;
        if (_text[at] == ',')
            return JudgeAfterComma(AfterSpaces(at + 1), Place.Item);
        if (_text[at] is (byte)'{' or (byte)'[')
            return at > after ? Verdict.Ends : Verdict.Inside;
        if (_text[at] == ':')
            return Verdict.Perhaps;
        if (QuoteAt(at).Length == 0)
            return Verdict.Inside;
        return at > after && !isOdd ? Verdict.Ends : Verdict.Perhaps;
    }

    private Verdict JudgeAfterComma(int at, Place place)
    {
        if (at >= _text.Length || IsEnd(at) || ClosesSomething(at) || _text[at] == ',' || CommentStarts(at) || _text[at..].StartsWith("..."u8))
            return Verdict.Ends;
        var isQuote = QuoteAt(at).Length > 0;
        if (place == Place.Member)
        {
            if (KeyFollows(at) || BareKeyFollows(at))
                return Verdict.Ends;
            return isQuote ? Verdict.Perhaps : Verdict.Inside;
        }
        var c = _text[at];
        var startsValue = isQuote || PrefixedQuoteAt(at) > 0 || c is (byte)'{' or (byte)'[' or (byte)'(' or (byte)'-' || char.IsAsciiDigit((char)c) || LiteralStarts(at);
        return startsValue ? Verdict.Ends : Verdict.Inside;
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
    private bool KeyFollows(int at)
    {
        at += PrefixedQuoteAt(at);
        var quote = QuoteAt(at);
        if (quote.Length == 0)
            return false;
        var window = Math.Min(_text.Length, at + quote.Length + Lookahead);
        for (var i = at + quote.Length; i < window; i++)
        {
            Steps++;
            if (_text[i] is (byte)'\n' or (byte)'{' or (byte)'}')
                return false;
            if (_text[i] == '\\')
                i++;
            else if (CloserAt(i, quote.Family) is > 0 and var length)
                return ByteAt(AfterSpaces(i + length)) is (byte)':' or (byte)'=';
        }
        return false;
    }

    /// <summary>Whether a name without quotes and a colon stand here.</summary>
    private bool BareKeyFollows(int at)
    {
        var end = at;
        while (end < _text.Length && end - at < Lookahead && (IsNamePart(_text[end]) || _text[end] >= 0x80))
            end++;
        Steps += end - at + 1;
        return end > at && ByteAt(AfterSpaces(end)) == ':';
    }

    private readonly bool LiteralStarts(int at)
    {
        var rest = _text[at..];
        return rest.StartsWith("true"u8) || rest.StartsWith("false"u8) || rest.StartsWith("null"u8)
            || rest.StartsWith("True"u8) || rest.StartsWith("False"u8) || rest.StartsWith("None"u8);
    }
}
