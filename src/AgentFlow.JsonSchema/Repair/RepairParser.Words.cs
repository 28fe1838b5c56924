namespace AgentFlow.JsonSchema.Repair;

// Keys and values without quotes.
internal ref partial struct RepairParser
{
    private Parsed ParseKey()
    {
        if (QuoteAt(_pos).Length > 0)
            return ParseString(Place.Key, joins: false);
        // b"x": is a Python key with a prefix; b": is the key b without its first quote.
        if (PrefixedQuoteAt(_pos) is > 0 and var prefix && !BareKeyFollows(_pos))
        {
            Fix(JsonFixKind.QuoteStyle);
            _pos += prefix;
            return ParseString(Place.Key, joins: false);
        }
        if (!CanStartWord(Current))
            return Fail("a key in double quotes, or '}'");

        var (start, end) = (_pos, _pos);
        while (end < _text.Length && _text[end] is not ((byte)':' or (byte)'=' or (byte)',' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'\n'))
            end++;
        Steps += end - start;
        if (end == _text.Length)
        {
            _pos = end;
            return Parsed.Nothing;
        }
        WriteBare(start, end, JsonFixKind.UnquotedKey);
        _pos = end;
        return Parsed.Value;
    }

    private Parsed ParseWord(Place place)
    {
        if (!CanStartWord(Current))
            return Fail("a JSON value");
        var start = _pos;
        var end = WordEnd(start);
        var word = _text[start..end];
        if (word.SequenceEqual("new"u8) && ByteAt(end) == ' ' && WordEnd(end + 1) is var callee && ByteAt(callee) == '(')
        {
            (start, end) = (end + 1, callee);
            word = _text[start..end];
        }

        if (PrefixedQuoteAt(start) is > 0 and var prefix)
        {
            Fix(JsonFixKind.QuoteStyle);
            _pos += prefix;
            return ParseStrings(place);
        }
        if (ByteAt(end) == '(' && IsCallable(word))
            return ParseCall(end);
        if (ValueEnds(end, place))
        {
            if (TryWriteLiteral(word) || TryWriteNumber(word))
            {
                _pos = end;
                return Parsed.Value;
            }
            if (end == _text.Length)
            {
                var parsed = WriteCutOff(word);
                if (parsed != Parsed.Failed)
                {
                    _pos = end;
                    return parsed;
                }
            }
        }
        end = PhraseEnd(start);
        WriteBare(start, end, JsonFixKind.BareWord);
        _pos = end;
        return Parsed.Value;
    }

    private Parsed ParseCall(int parenthesis)
    {
        if (!Enter())
            return Parsed.Failed;
        Fix(JsonFixKind.FunctionCall);
        _pos = parenthesis + 1;
        _openParentheses++;
        SkipTrivia();
        var parsed = AtEnd ? Parsed.Nothing : Current == ')' ? Fail("a value inside the parentheses") : ParseValue(Place.Item);
        _openParentheses--;
        _depth--;
        if (parsed != Parsed.Value)
            return parsed;
        SkipTrivia();
        if (AtEnd)
            return parsed;
        if (Current != ')')
            return Fail("')' after the only value of a call");
        _pos++;
        return parsed;
    }

    /// <summary>Writes a key or phrase as a string, without the spaces and the quote at its end.</summary>
    private void WriteBare(int start, int end, JsonFixKind kind)
    {
        var length = _text[start..end].TrimEnd(" \t\r"u8).Length;
        var hasQuote = length > 1 && _text[start + length - 1] is (byte)'"' or (byte)'\'';
        Fix(hasQuote ? JsonFixKind.MissingQuote : kind, start);
        _out.Write((byte)'"');
        Copy(QuoteFamily.Double, start, start + length - (hasQuote ? 1 : 0));
        _out.Write((byte)'"');
    }

    /// <summary>The length of a Python string prefix that stands before a quote here; otherwise 0.</summary>
    private readonly int PrefixedQuoteAt(int at)
    {
        for (var length = 0; length <= 2; length++)
        {
            var c = ByteAt(at + length);
            if (c is (byte)'"' or (byte)'\'')
                return length;
            if ("uUbBrRfF"u8.IndexOf(c) < 0)
                return 0;
        }
        return 0;
    }

    private int WordEnd(int start)
    {
        var end = start;
        while (end < _text.Length && !IsSpace(_text[end]) && ",{}[]()\"'"u8.IndexOf(_text[end]) < 0 && !IsEnd(end))
            end++;
        Steps += end - start + 1;
        return end;
    }

    /// <summary>The end of a bare phrase: the next comma, closing bracket, line break or comment.</summary>
    private int PhraseEnd(int start)
    {
        var end = start;
        for (; end < _text.Length; end++)
        {
            var c = _text[end];
            if (c is (byte)',' or (byte)'}' or (byte)']' or (byte)'\n' || (c == ')' && _openParentheses > 0) || IsEnd(end))
                break;
            if (end > start && IsSpace(_text[end - 1]) && CommentStarts(end))
                break;
        }
        Steps += end - start;
        return end;
    }

    /// <summary>Whether a word that ends here is the whole value, and not the first word of a phrase.</summary>
    private bool ValueEnds(int end, Place place)
    {
        var at = end;
        while (ByteAt(at) is (byte)' ' or (byte)'\t')
            at++;
        Steps += at - end + 1;
        if (at >= _text.Length || IsEnd(at) || CommentStarts(at))
            return true;
        var c = _text[at];
        if (c is (byte)'\n' or (byte)'\r' or (byte)',' or (byte)'}' or (byte)']' or (byte)')' or (byte)'{' or (byte)'[' or (byte)';')
            return true;
        return place switch
        {
            Place.Item => at > end && (QuoteAt(at).Length > 0 || char.IsAsciiDigit((char)c) || c == '-'),
            Place.Member => KeyFollows(at) || (at > end && BareKeyFollows(at)),
            _ => false,
        };
    }

    private static bool IsCallable(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty || char.IsAsciiDigit((char)word[0]))
            return false;
        foreach (var c in word)
        {
            if (!IsNamePart(c))
                return false;
        }
        return true;
    }

    private static bool CanStartWord(byte c) =>
        char.IsAsciiLetterOrDigit((char)c) || c >= 0x80 || "_$@/.%~<#+-"u8.IndexOf(c) >= 0;
}
