namespace AgentFlow.JsonSchema.Repair;

// Finds the JSON in the text.
internal ref partial struct RepairParser
{
    private const int LongestTag = 100;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the values of the text, of which there is mostly one.</summary>
    public bool TryParse(List<RootValue> values)
    {
        if (_text.StartsWith(ByteOrderMark))
        {
            Fix(JsonFixKind.ByteOrderMark);
            _pos = ByteOrderMark.Length;
        }
        var (start, fixes) = (_pos, _fixes.Count);
        SkipWrappers();
        var quote = _pos < _text.Length ? QuoteAt(_pos) : default;
        if (quote.Length > 0 && IsContainer(AfterSpaces(_pos + quote.Length)))
        {
            Fix(JsonFixKind.DoubleEncoded);
            _pos = AfterSpaces(_pos + quote.Length);
            quote = default;
        }
        if (IsContainer(_pos))
        {
            if (!TryParseRun(values))
                return false;
            if (_pos == _text.Length || Fits(values))
                return TakeRest();
            values.Clear();
        }
        else if (_pos < _text.Length && TryParseScalar(quote, values, out var failed))
            return !failed;
        _fixes.RemoveRange(fixes, _fixes.Count - fixes);
        _pos = start;
        return TryParseProse(values);
    }

    private readonly bool IsContainer(int at) => ByteAt(at) is (byte)'{' or (byte)'[';

    /// <summary>
    /// Reads a value that is no container, or the members of an object without its braces, when the text holds nothing
    /// else.
    /// </summary>
    private bool TryParseScalar(Quote quote, List<RootValue> values, out bool failed)
    {
        var (start, length, fixes) = (_pos, _out.Length, _fixes.Count);
        failed = false;
        if (quote.Length > 0)
        {
            var parsed = ParseStrings(Place.Root);
            SkipTrivia();
            if (parsed == Parsed.Value && _pos < _text.Length && Current == ':')
            {
                _out.Truncate(length);
                _fixes.RemoveRange(fixes, _fixes.Count - fixes);
                _pos = start;
                failed = ParseObject(braced: false) == Parsed.Failed;
                values.Add(new RootValue(length, _out.Length, start));
                return failed || TakeRest();
            }
        }
        else
        {
            var end = WordEnd(start);
            if (end > start && ValueEnds(end, Place.Root))
            {
                var word = _text[start..end];
                if (TryWriteLiteral(word) || (CanStartWord(word[0]) && TryWriteNumber(word)))
                    _pos = end;
            }
        }
        SkipSeparators();
        if (_pos == _text.Length && _out.Length > length)
        {
            values.Add(new RootValue(length, _out.Length, start));
            return true;
        }
        _failure = null;
        _out.Truncate(length);
        return false;
    }

    /// <summary>Reads containers that follow one another with nothing but commas, fences and tags between them.</summary>
    private bool TryParseRun(List<RootValue> values)
    {
        do
        {
            var (offset, start) = (_pos, _out.Length);
            var parsed = IsEscaped(_pos) ? ParseEscaped() : ParseValue(Place.Root);
            if (parsed != Parsed.Value)
                return false;
            values.Add(new RootValue(start, _out.Length, offset));
            SkipSeparators();
        }
        while (IsContainer(_pos));
        return true;
    }

    private bool TakeRest()
    {
        if (_pos < _text.Length)
            Fix(JsonFixKind.SurroundingText);
        return true;
    }

    /// <summary>
    /// Reads the JSON among words: what stands in a fence or tag if anything does, or else the longest value.
    /// </summary>
    private bool TryParseProse(List<RootValue> values)
    {
        var (start, firstFix) = (_pos, _fixes.Count);
        var (best, bestFixes, bestLength, bestEnd) = (new List<RootValue>(), new List<RepairFix>(), 0, 0);
        RepairFailure? firstFailure = null;
        while (NextCandidate())
        {
            var (at, isMarked) = (_pos, Mark(_pos));
            var run = new List<RootValue>();
            if (!TryParseRun(run))
            {
                if (_failure is { Kind: JsonRepairErrorKind.TooDeep })
                    return false;
                firstFailure ??= _failure;
                _failure = null;
                _pos = Math.Max(_pos, at + 1);
            }
            else if (Fits(run) && (isMarked || _pos - at > bestLength))
            {
                (best, bestFixes, bestLength, bestEnd) = (run, _fixes[firstFix..], _pos - at, _pos);
                if (isMarked)
                    break;
            }
            _fixes.RemoveRange(firstFix, _fixes.Count - firstFix);
        }
        _failure = firstFailure;
        if (best.Count == 0)
            return false;

        _fixes.RemoveRange(firstFix, _fixes.Count - firstFix);
        Fix(JsonFixKind.SurroundingText, start);
        _fixes.AddRange(bestFixes);
        values.AddRange(best);
        _pos = bestEnd;
        return TakeRest();
    }

    private readonly bool Fits(List<RootValue> run)
    {
        if (_root != JsonRoot.AnObject)
            return true;
        foreach (var value in run)
        {
            if (_out.Written[value.Start] == '{')
                return true;
        }
        return false;
    }

    /// <summary>Goes to the next bracket that may begin JSON.</summary>
    private bool NextCandidate()
    {
        while (_pos < _text.Length)
        {
            var next = _text[_pos..].IndexOfAny((byte)'{', (byte)'[');
            Steps += next < 0 ? _text.Length - _pos : next + 1;
            if (next < 0)
                break;
            _pos += next;
            if (IsPlausible(_pos))
                return true;
            _pos++;
        }
        _pos = _text.Length;
        return false;
    }

    /// <summary>Whether what follows a bracket among words looks like JSON, and not like "[sic]" or "{name}".</summary>
    private bool IsPlausible(int at)
    {
        var next = AfterSpaces(at + 1);
        if (next >= _text.Length)
            return false;
        var c = _text[next];
        if (QuoteAt(next).Length > 0 || (c == '\\' && ByteAt(next + 1) is (byte)'"' or (byte)'n'))
            return true;
        return _text[at] == '{'
            ? c == '}' || BareKeyFollows(next)
            : c is (byte)'{' or (byte)'[' or (byte)']' or (byte)'-' || char.IsAsciiDigit((char)c) || LiteralStarts(next);
    }

    /// <summary>Whether a fence or tag ends right before a place; if so it counts as a fix.</summary>
    private bool Mark(int at)
    {
        var window = _text[Math.Max(0, at - LongestTag)..at];
        var before = window.TrimEnd(" \t\r\n"u8);
        Steps += window.Length - before.Length + 1;
        if (before.EndsWith(">"u8))
        {
            Steps += before.Length;
            if (before.LastIndexOf((byte)'<') is not (>= 0 and var tag) || !IsTag(before[tag..]))
                return false;
            Fix(JsonFixKind.WrapperTag, at);
            return true;
        }
        while (!before.IsEmpty && char.IsAsciiLetterOrDigit((char)before[^1]))
            before = before[..^1];
        Steps += window.Length - before.Length;
        if (!before.EndsWith("```"u8))
            return false;
        Fix(JsonFixKind.CodeFence, at);
        return true;
    }

    private static bool IsTag(ReadOnlySpan<byte> text) =>
        text.Length is > 2 and <= LongestTag && text.IndexOfAny((byte)'\n', (byte)'{') < 0 && text[1..].IndexOf((byte)'<') < 0
        && (char.IsAsciiLetter((char)text[1]) || text[1] is (byte)'/' or (byte)'|');

    private void SkipSeparators()
    {
        while (true)
        {
            SkipWrappers();
            if (_pos >= _text.Length)
                return;
            if (Current is (byte)',' or (byte)';')
                Fix(JsonFixKind.TrailingComma);
            else if (Current is (byte)'}' or (byte)']')
                Fix(JsonFixKind.ExtraBracket);
            else if (QuoteAt(_pos).Length == 0 || AfterSpaces(_pos + QuoteAt(_pos).Length) != _text.Length)
                return;
            _pos += Math.Max(1, QuoteAt(_pos).Length);
        }
    }

    /// <summary>Skips spaces, comments, fences and tags.</summary>
    private void SkipWrappers()
    {
        while (true)
        {
            SkipTrivia();
            if (_pos >= _text.Length)
                return;
            if (Current == '`')
            {
                Fix(JsonFixKind.CodeFence);
                while (_pos < _text.Length && Current == '`')
                    _pos++;
                var language = _pos;
                while (char.IsAsciiLetterOrDigit((char)ByteAt(_pos)))
                    _pos++;
                if (!IsSpace(ByteAt(_pos)) && !IsContainer(_pos))
                    _pos = language;
            }
            else if (TagLength(_pos) is > 0 and var length)
            {
                Fix(JsonFixKind.WrapperTag);
                _pos += length;
            }
            else
                return;
        }
    }

    /// <summary>The length of a tag here, such as <c>&lt;tool_call&gt;</c> or <c>[TOOL_CALLS]</c>; otherwise 0.</summary>
    private readonly int TagLength(int at)
    {
        if (_text[at] == '[')
        {
            var name = at + 1;
            while (ByteAt(name) is (>= (byte)'A' and <= (byte)'Z') or (byte)'_')
                name++;
            return name > at + 1 && ByteAt(name) == ']' && IsContainer(name + 1 + (ByteAt(name + 1) == ' ' ? 1 : 0)) ? name + 1 - at : 0;
        }
        if (_text[at] != '<')
            return 0;
        var window = _text[at..Math.Min(_text.Length, at + LongestTag)];
        var length = window.IndexOf((byte)'>') + 1;
        return length > 0 && IsTag(window[..length]) ? length : 0;
    }
}
