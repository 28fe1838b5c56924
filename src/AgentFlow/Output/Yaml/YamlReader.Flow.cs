namespace AgentFlow.Output.Yaml;

internal sealed partial class YamlReader
{
    /// <summary>A collection in brackets, on one line or several.</summary>
    private YamlNode ReadFlow()
    {
        Enter();
        var node = Current == '[' ? ReadFlowSequence() : ReadFlowMapping();
        _depth--;
        return node;
    }

    private YamlNode ReadFlowSequence()
    {
        var (line, column) = Place;
        List<YamlNode> items = [];
        _at++;
        while (!IsFlowEnd(']', line, column))
        {
            items.Add(ReadFlowValue());
            ExpectComma(']', line, column);
        }
        return YamlNode.Sequence(items, line, column);
    }

    private YamlNode ReadFlowMapping()
    {
        var (line, column) = Place;
        List<YamlEntry> entries = [];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        _at++;
        while (!IsFlowEnd('}', line, column))
        {
            var (keyLine, keyColumn) = Place;
            if (Current is '[' or '{')
                throw Error("A key must be text. Put text that begins with a brace in quotes.");
            var key = ReadFlowValue().Text!;
            if (key.Length == 0)
                throw Error("A key must stand here.");
            if (!keys.Add(key))
                throw new YamlException($"The key '{key}' stands here a second time.", keyLine, keyColumn);
            SkipBlank();
            if (Current != ':')
                throw Error($"A ':' must follow the key '{key}'.");
            _at++;
            SkipBlank();
            var value = Current is ',' or '}' ? Null() : ReadFlowValue();
            entries.Add(new YamlEntry(key, keyLine, keyColumn, value));
            ExpectComma('}', line, column);
        }
        return YamlNode.Mapping(entries, line, column);
    }

    private YamlNode ReadFlowValue()
    {
        if (Current is '[' or '{')
            return ReadFlow();
        ThrowIfUnsupported();
        var (line, column) = Place;
        if (Current is '"' or '\'')
            return YamlNode.Scalar(ReadQuoted(), isPlain: false, line, column);
        var start = _at;
        while (_at < _text.Length && Current is not ('\n' or ',' or '[' or ']' or '{' or '}')
            && !(Current == ':' && (IsSpaceAt(_at + 1) || _text[_at + 1] is ',' or ']' or '}'))
            && !(Current == '#' && _text[_at - 1] is ' ' or '\t'))
            _at++;
        if (_at == start)
            throw Error("A value must stand here.");
        return YamlNode.Scalar(_text[start.._at].Trim(' ', '\t'), isPlain: true, line, column);
    }

    private bool IsFlowEnd(char closer, int line, int column)
    {
        SkipBlank();
        if (_at >= _text.Length)
            throw new YamlException($"What begins here has no closing '{closer}'.", line, column);
        if (Current != closer)
            return false;
        _at++;
        return true;
    }

    private void ExpectComma(char closer, int line, int column)
    {
        SkipBlank();
        if (Current == ',')
            _at++;
        else if (_at < _text.Length && Current != closer)
            throw Error($"',' or '{closer}' must stand here, for the bracket of line {line}, column {column}.");
    }
}
