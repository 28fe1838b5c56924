namespace AgentFlow.Output.Yaml;

/// <summary>
/// Reads the part of YAML 1.2 that people and models write: mappings, sequences, plain and quoted scalars, block strings, flow collections,
/// comments. Anchors, aliases, tags, complex keys, directives and further documents are refused with the place.
/// </summary>
/// <remarks>
/// One liberty: a plain value on its key's line may hold <c>": "</c>, as in <c>title: Dune: Part Two</c>, because models write it so and it
/// can mean one thing only.
/// </remarks>
internal sealed partial class YamlReader
{
    /// <summary>How many collections may lie inside one another.</summary>
    public const int MaxDepth = 64;

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _depth;

    private YamlReader(string text) => _text = text;

    /// <summary>Reads one document.</summary>
    /// <exception cref="YamlException">The text is not YAML, or uses what is not read.</exception>
    public static YamlNode Read(string text)
    {
        var reader = new YamlReader(text.ReplaceLineEndings("\n"));
        reader.SkipStart();
        var node = reader.ReadBlock(0);
        reader.ExpectEnd();
        return node;
    }

    private int Indent => _at - _lineStart;

    private bool IsAtEnd => _at >= _text.Length || IsMarker("...") || IsMarker("---");

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private void SkipStart()
    {
        SkipBlank();
        if (Current == '%' && Indent == 0)
            throw Error("A directive ('%') is not supported. Leave it out.");
        if (!IsMarker("---"))
            return;
        _at += 3;
        SkipBlank();
    }

    private void ExpectEnd()
    {
        SkipBlank();
        if (IsMarker("---"))
            throw Error("A second document begins here; only one is read. Leave the '---' out.");
        if (IsMarker("..."))
        {
            _at += 3;
            SkipBlank();
        }
        if (_at < _text.Length)
            throw Error("This does not belong to what stands above it. Check the indentation.");
    }

    /// <summary>A node that stands at least so far to the right; null when what follows stands further left.</summary>
    private YamlNode ReadBlock(int minIndent)
    {
        SkipBlank();
        if (IsAtEnd || Indent < minIndent)
            return Null();
        Enter();
        var node = IsDash ? ReadSequence(Indent) : IsKey() ? ReadMapping(Indent) : ReadValue(minIndent - 1);
        _depth--;
        return node;
    }

    private YamlNode ReadSequence(int indent)
    {
        var (line, column) = Place;
        List<YamlNode> items = [];
        while (!IsAtEnd && Indent == indent && IsDash)
        {
            _at++;
            items.Add(ReadBlock(indent + 1));
            SkipBlank();
        }
        ThrowIfDeeper(indent);
        return YamlNode.Sequence(items, line, column);
    }

    private YamlNode ReadMapping(int indent)
    {
        var (line, column) = Place;
        List<YamlEntry> entries = [];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!IsAtEnd && Indent == indent && !IsDash)
        {
            if (!IsKey())
                throw Error("A key followed by ': ' must stand here, as on the lines above.");
            var (keyLine, keyColumn) = Place;
            var key = ReadKey();
            if (!keys.Add(key))
                throw new YamlException($"The key '{key}' stands here a second time.", keyLine, keyColumn);
            entries.Add(new YamlEntry(key, keyLine, keyColumn, ReadEntryValue(indent)));
            SkipBlank();
        }
        ThrowIfDeeper(indent);
        return YamlNode.Mapping(entries, line, column);
    }

    /// <summary>What follows a key: on its line, or below it. A sequence below may stand as far left as the key.</summary>
    private YamlNode ReadEntryValue(int indent)
    {
        var line = _line;
        SkipSpaces();
        var place = Place;
        if (Current is not ('\0' or '\n' or '#'))
            return IsDash ? throw Error("A sequence must begin on a line of its own.") : ReadValue(indent);
        SkipBlank();
        if (!IsAtEnd && _line > line && Indent == indent && IsDash)
            return ReadSequence(indent);
        return IsAtEnd || Indent <= indent ? YamlNode.Scalar(string.Empty, isPlain: true, place.Line, place.Column) : ReadBlock(indent + 1);
    }

    /// <summary>A scalar or a flow collection.</summary>
    private YamlNode ReadValue(int parentIndent)
    {
        var (line, column) = Place;
        switch (Current)
        {
            case '|' or '>':
                return YamlNode.Scalar(ReadBlockString(parentIndent), isPlain: false, line, column);
            case '"' or '\'':
                var quoted = ReadQuoted();
                ExpectLineEnd("the closing quote");
                return YamlNode.Scalar(quoted, isPlain: false, line, column);
            case '[' or '{':
                var flow = ReadFlow();
                ExpectLineEnd("the closing bracket");
                return flow;
            default:
                ThrowIfUnsupported();
                return YamlNode.Scalar(ReadPlain(parentIndent), isPlain: true, line, column);
        }
    }

    private bool IsDash => Current == '-' && IsSpaceAt(_at + 1);

    /// <summary>Whether a key and its colon stand here.</summary>
    private bool IsKey()
    {
        if (Current is '[' or '{' or '|' or '>' or '#')
            return false;
        ThrowIfUnsupported();
        var end = KeyEnd();
        return end >= 0;
    }

    /// <summary>Where the colon behind a key stands; -1 when this is no key.</summary>
    private int KeyEnd()
    {
        var at = _at;
        if (Current is '"' or '\'')
        {
            var quote = Current;
            for (at++; at < _text.Length && _text[at] is var c && c != quote && c != '\n'; at++)
                at += c == '\\' && quote == '"' ? 1 : 0;
            for (at++; at < _text.Length && _text[at] == ' '; at++)
            {
            }
            return at < _text.Length && _text[at] == ':' && IsSpaceAt(at + 1) ? at : -1;
        }
        for (; at < _text.Length && _text[at] != '\n'; at++)
        {
            if (_text[at] == ':' && IsSpaceAt(at + 1))
                return at;
            if (_text[at] == '#' && _text[at - 1] is ' ' or '\t')
                return -1;
        }
        return -1;
    }

    private string ReadKey()
    {
        var end = KeyEnd();
        var key = Current is '"' or '\'' ? ReadQuoted() : _text[_at..end].TrimEnd();
        if (key.Length == 0)
            throw Error("A key is missing before ':'.");
        _at = end + 1;
        return key;
    }

    private void ThrowIfUnsupported()
    {
        var name = Current switch
        {
            '&' => "An anchor ('&')",
            '*' => "An alias ('*')",
            '!' => "A tag ('!')",
            '@' or '`' or ',' or ']' or '}' => $"Text that begins with '{Current}'",
            '?' when IsSpaceAt(_at + 1) => "A complex key ('?')",
            _ => null,
        };
        if (name is not null)
            throw Error($"{name} is not supported. If it is meant as text, put it in quotes.");
    }

    private void ThrowIfDeeper(int indent)
    {
        if (!IsAtEnd && Indent > indent)
            throw Error($"This stands further right than the {indent} spaces of the lines that it follows. Align it with them, or put a longer text in quotes.");
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw Error($"More than {MaxDepth} collections lie inside one another.");
    }

    private YamlNode Null() => YamlNode.Scalar(string.Empty, isPlain: true, _line, Indent + 1);

    private (int Line, int Column) Place => (_line, Indent + 1);

    private YamlException Error(string problem) => new(problem, _line, Indent + 1);
}
