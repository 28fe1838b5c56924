namespace AgentFlow.JsonSchema.Repair;

// JSON that was escaped as if for a JSON string: {\"a\": 1}.
internal ref partial struct RepairParser
{
    private const int DeepestEscaping = 4;

    /// <summary>Whether the first quote in a container is escaped.</summary>
    private readonly bool IsEscaped(int at)
    {
        if (_level >= DeepestEscaping)
            return false;
        var end = Math.Min(_text.Length - 1, at + Lookahead);
        for (at++; at < end; at++)
        {
            var (c, next) = (_text[at], _text[at + 1]);
            if (c == '\\' && next is (byte)'n' or (byte)'r' or (byte)'t')
                at++;
            else if (c == '\\')
                return next is (byte)'"' or (byte)'\\';
            else if (!IsSpace(c) && !IsContainer(at))
                return false;
        }
        return false;
    }

    /// <summary>Takes one level of escaping from the text up to the next plain quote, and reads what it says.</summary>
    private Parsed ParseEscaped()
    {
        Fix(JsonFixKind.DoubleEncoded);
        var (start, at) = (_pos, _pos);
        var plain = new RepairOutput(_text.Length - at);
        while (at < _text.Length && _text[at] != '"')
        {
            if (_text[at] != '\\')
            {
                plain.Write(_text[at++]);
                continue;
            }
            var c = ByteAt(at + 1);
            var index = "\"\\/bfnrt"u8.IndexOf(c);
            if (index >= 0)
                plain.Write("\"\\/\b\f\n\r\t"u8[index]);
            else
                plain.Write(_text.Slice(at, Math.Min(2, _text.Length - at)));
            at = Math.Min(at + 2, _text.Length);
        }
        Steps += at - start;

        var inner = new RepairRun(plain.Written, new JsonRepairOptions { MaxDepth = _maxDepth }, _level + 1);
        Steps += inner.Steps;
        if (inner.Failure is { } failure)
            return Fail(failure.Kind, start, failure.Text);
        foreach (var fix in inner.Fixes)
            Fix(fix.Kind, start);
        _out.Write(inner.Json);
        _pos = at;
        return Parsed.Value;
    }
}
