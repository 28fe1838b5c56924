namespace AgentFlow.JsonSchema.Repair;

internal ref partial struct RepairParser
{
    // Where the comma before the next entry stands, when it is not a place in the text.
    private const int NoComma = -1;
    private const int EllipsisInstead = -2;

    private Parsed ParseObject(bool braced)
    {
        if (!Enter())
            return Parsed.Failed;
        var start = _out.Length;
        _out.Write((byte)'{');
        if (braced)
            _pos++;
        else
            Fix(JsonFixKind.MissingBracket);

        _openObjects++;
        var scope = _out.BeginObject();
        var parsed = ParseMembers(braced);
        _out.EndObject(scope, _fixes);
        _openObjects--;

        if (parsed == Parsed.Set)
        {
            Fix(JsonFixKind.PythonCollection);
            _out.Replace(start, (byte)'[');
            _openArrays++;
            parsed = ParseItems((byte)'}', count: 1, out _);
            _openArrays--;
            _out.Write((byte)']');
        }
        else
            _out.Write((byte)'}');
        _depth--;
        return parsed;
    }

    private Parsed ParseMembers(bool braced)
    {
        var comma = NoComma;
        for (var count = 0; ;)
        {
            SkipTrivia();
            if (AtEnd)
            {
                if (braced)
                    Fix(JsonFixKind.Truncated);
                return Parsed.Value;
            }
            if (Current is (byte)'}' or (byte)']' or (byte)')')
            {
                if (CloseObject(count, comma))
                    return Parsed.Value;
                continue;
            }
            if (Current == ',')
            {
                TakeComma(count, ref comma);
                continue;
            }
            if (TakeEllipsis())
            {
                comma = EllipsisInstead;
                continue;
            }

            if (count > 0 && comma == NoComma)
                Fix(JsonFixKind.MissingComma);
            var (offset, start) = (_pos, _out.Length);
            if (count > 0)
                _out.Write((byte)',');
            var parsed = ParseMember(isFirst: count == 0);
            if (parsed == Parsed.Nothing)
            {
                _out.Truncate(start);
                Fix(JsonFixKind.DanglingKey, offset);
                Fix(JsonFixKind.Truncated);
                return Parsed.Value;
            }
            if (parsed != Parsed.Value)
                return parsed;
            count++;
            comma = NoComma;
        }
    }

    /// <summary>Takes a closing bracket inside an object; false when it closes nothing and is skipped.</summary>
    private bool CloseObject(int count, int comma)
    {
        var own = Current == '}';
        if (own ? count > 0 && IsEarlyBrace() : Current == ']' ? _openArrays == 0 : _openParentheses == 0)
        {
            Fix(JsonFixKind.ExtraBracket);
            _pos++;
            return false;
        }
        if (comma >= 0)
            Fix(JsonFixKind.TrailingComma, comma);
        if (own)
            _pos++;
        else
            Fix(JsonFixKind.MissingBracket);
        return true;
    }

    /// <summary>Whether the brace that would close the outermost object is followed by another entry of it.</summary>
    private bool IsEarlyBrace()
    {
        if (_depth != 1)
            return false;
        var comma = AfterSpaces(_pos + 1);
        return ByteAt(comma) == ',' && KeyFollows(AfterSpaces(comma + 1));
    }

    private Parsed ParseMember(bool isFirst)
    {
        var (offset, start, isQuoted) = (_pos, _out.Length, QuoteAt(_pos).Length > 0);
        var parsed = ParseKey();
        var keyEnd = _out.Length;
        if (parsed == Parsed.Value)
            parsed = ParseSeparator(isFirst && isQuoted);
        if (parsed == Parsed.Value)
        {
            _out.Write((byte)':');
            parsed = ParseMemberValue();
        }
        if (parsed == Parsed.Value)
            _out.AddMember(start, keyEnd, offset);
        return parsed;
    }

    private Parsed ParseSeparator(bool mayBeSet)
    {
        SkipTrivia();
        if (AtEnd)
            return Parsed.Nothing;
        switch (Current)
        {
            case (byte)':':
                _pos++;
                return Parsed.Value;
            case (byte)'=':
                Fix(JsonFixKind.WrongSeparator);
                _pos += ByteAt(_pos + 1) == '>' ? 2 : 1;
                return Parsed.Value;
            case (byte)',' or (byte)'}' when mayBeSet:
                return Parsed.Set;
            case (byte)',' or (byte)'}' or (byte)']' or (byte)')':
                return Fail("':' and a value after the key");
            default:
                Fix(JsonFixKind.MissingColon);
                return Parsed.Value;
        }
    }

    private Parsed ParseMemberValue()
    {
        SkipTrivia();
        if (AtEnd)
            return Parsed.Nothing;
        var isMissing = Current is (byte)',' or (byte)'}' or (byte)']' or (byte)')';
        if (isMissing)
            Fix(JsonFixKind.MissingValue);
        if (!isMissing && !TakeEllipsis())
            return ParseValue(Place.Member);
        _out.Write("null"u8);
        return Parsed.Value;
    }

    private Parsed ParseArray(byte close)
    {
        if (!Enter())
            return Parsed.Failed;
        var (offset, start) = (_pos, _out.Length);
        ref var open = ref close == ')' ? ref _openParentheses : ref _openArrays;
        _out.Write((byte)'[');
        _pos++;
        open++;
        var parsed = ParseItems(close, count: 0, out var isSingle);
        open--;
        _depth--;
        if (close == ')' && isSingle)
        {
            Fix(JsonFixKind.ExtraBracket, offset);
            _out.Replace(start, (byte)' ');
            return parsed;
        }
        if (close == ')')
            Fix(JsonFixKind.PythonCollection, offset);
        _out.Write((byte)']');
        return parsed;
    }

    /// <param name="close">The bracket that ends the items.</param>
    /// <param name="count">How many items were written already.</param>
    /// <param name="isSingle">Whether there was one item and no comma, which in parentheses is no tuple.</param>
    private Parsed ParseItems(byte close, int count, out bool isSingle)
    {
        var (comma, commas) = (NoComma, 0);
        while (true)
        {
            isSingle = count == 1 && commas == 0;
            SkipTrivia();
            if (AtEnd)
            {
                Fix(JsonFixKind.Truncated);
                return Parsed.Value;
            }
            if (Current is (byte)'}' or (byte)']' or (byte)')')
            {
                CloseItems(close, count, comma);
                return Parsed.Value;
            }
            if (Current == ',')
            {
                TakeComma(count, ref comma);
                commas++;
                continue;
            }
            if (TakeEllipsis())
            {
                comma = EllipsisInstead;
                continue;
            }

            if (_openObjects > 0 && KeyFollows(_pos))
            {
                // A key of the object around: the bracket before it is missing. The comma, if any, is the object's.
                Fix(JsonFixKind.MissingBracket);
                _pos = comma >= 0 ? comma : _pos;
                return Parsed.Value;
            }
            if (count > 0 && comma == NoComma)
                Fix(JsonFixKind.MissingComma);
            var start = _out.Length;
            if (count > 0)
                _out.Write((byte)',');
            var parsed = ParseValue(Place.Item);
            if (parsed == Parsed.Failed)
                return parsed;
            if (parsed == Parsed.Nothing)
                _out.Truncate(start);
            else
                count++;
            comma = NoComma;
        }
    }

    private void CloseItems(byte close, int count, int comma)
    {
        if (comma >= 0 && !(close == ')' && count == 1))
            Fix(JsonFixKind.TrailingComma, comma);
        if (Current == close)
            _pos++;
        else if (BelongsFurtherOut(Current, close))
            Fix(JsonFixKind.MissingBracket);
        else
        {
            Fix(JsonFixKind.MismatchedBracket);
            _pos++;
        }
    }

    /// <summary>Whether a bracket that does not close these items closes something around them.</summary>
    private readonly bool BelongsFurtherOut(byte bracket, byte close) => bracket switch
    {
        (byte)'}' => _openObjects > 0,
        (byte)']' => _openArrays > (close == ')' ? 0 : 1),
        _ => _openParentheses > (close == ')' ? 1 : 0),
    };

    private void TakeComma(int count, ref int comma)
    {
        if (comma >= 0 || (count == 0 && comma == NoComma))
            Fix(JsonFixKind.ExtraComma);
        else
            comma = _pos;
        _pos++;
    }

    private bool TakeEllipsis()
    {
        var rest = _text[_pos..];
        var length = rest.StartsWith("..."u8) || rest.StartsWith("…"u8) ? 3 : 0;
        if (length == 0)
            return false;
        Fix(JsonFixKind.Ellipsis);
        _pos += length;
        return true;
    }
}
