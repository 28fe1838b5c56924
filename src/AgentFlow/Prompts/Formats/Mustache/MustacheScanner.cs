namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>Cuts a source into texts and tags, and finds the lines that have nothing but tags.</summary>
internal sealed class MustacheScanner(string source, Delimiters delimiters)
{
    private readonly List<MustacheToken> _tokens = [];
    private Delimiters _delimiters = delimiters;
    private int _at;

    public List<MustacheToken> Scan()
    {
        while (_at < source.Length)
        {
            var open = source.IndexOf(_delimiters.Open, _at, StringComparison.Ordinal);
            AddText(open < 0 ? source.Length : open);
            if (open >= 0)
                ReadTag();
        }
        DropLinesOfTags();
        return _tokens;
    }

    /// <summary>Takes text, a token for each line.</summary>
    private void AddText(int end)
    {
        while (_at < end)
        {
            var newLine = source.IndexOf('\n', _at, end - _at);
            var stop = newLine < 0 ? end : newLine + 1;
            Add(TagKind.Text, _at, stop, source[_at..stop]);
            _at = stop;
        }
    }

    private void ReadTag()
    {
        var start = _at;
        var inside = start + _delimiters.Open.Length;
        var mark = inside < source.Length ? source[inside] : '\0';
        var kind = KindOf(mark);
        var close = mark switch
        {
            '{' => "}" + _delimiters.Close,
            '=' => "=" + _delimiters.Close,
            _ => _delimiters.Close,
        };
        var nameStart = inside + (kind == TagKind.Variable ? 0 : 1);
        var end = nameStart > source.Length ? -1 : source.IndexOf(close, nameStart, StringComparison.Ordinal);
        if (end < 0)
            throw new PromptSyntaxException($"the tag that begins with '{_delimiters.Open}' has no '{close}' behind it.", source, start);
        var name = source[nameStart..end].Trim();
        _at = end + close.Length;
        if (kind == TagKind.Delimiters)
            _delimiters = ReadDelimiters(name, start);
        else if (kind != TagKind.Comment)
            CheckName(name, kind, start);
        Add(kind, start, _at, name);
    }

    private static TagKind KindOf(char mark) => mark switch
    {
        '#' => TagKind.Section,
        '^' => TagKind.InvertedSection,
        '/' => TagKind.Close,
        '!' => TagKind.Comment,
        '=' => TagKind.Delimiters,
        '>' => TagKind.Partial,
        '<' => TagKind.Parent,
        '$' => TagKind.Block,
        '&' or '{' => TagKind.RawVariable,
        _ => TagKind.Variable,
    };

    private void CheckName(string name, TagKind kind, int start)
    {
        var isDynamic = kind is TagKind.Partial or TagKind.Parent or TagKind.Close && name.StartsWith('*');
        var bare = isDynamic ? name[1..].TrimStart() : name;
        if (bare.Length == 0 || bare.Any(char.IsWhiteSpace))
            throw new PromptSyntaxException($"'{name}' is no name: it must not be empty or have spaces in it. Text that is meant to have '{_delimiters.Open}' in it needs other delimiters: {{{{=<% %>=}}}}.", source, start);
        if (kind is not (TagKind.Partial or TagKind.Parent or TagKind.Close) && bare != "." && bare.Split('.').Any(part => part.Length == 0))
            throw new PromptSyntaxException($"'{name}' is no path: there is nothing before or behind one of its dots.", source, start);
    }

    private Delimiters ReadDelimiters(string text, int start) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var open, var close] && !open.Contains('=', StringComparison.Ordinal) && !close.Contains('=', StringComparison.Ordinal)
            ? new(open, close)
            : throw new PromptSyntaxException($"'{text}' are not two delimiters. Write {{{{=<% %>=}}}}, with neither '=' nor spaces in them.", source, start);

    private void Add(TagKind kind, int start, int end, string text) => _tokens.Add(new() { Kind = kind, Start = start, End = end, Text = text, Delimiters = _delimiters });

    private void DropLinesOfTags()
    {
        for (var start = 0; start < _tokens.Count;)
        {
            var end = start;
            while (end < _tokens.Count && !(_tokens[end].Kind == TagKind.Text && _tokens[end].Text.EndsWith('\n')))
                end++;
            end = Math.Min(end + 1, _tokens.Count);
            var line = _tokens[start..end];
            if (line.Any(t => t.CanStandAlone) && line.TrueForAll(t => t.CanStandAlone || t.IsBlank))
                DropLine(line);
            start = end;
        }
    }

    private static void DropLine(List<MustacheToken> line)
    {
        var indent = line[0].Kind == TagKind.Text ? line[0].Text : string.Empty;
        foreach (var token in line)
        {
            token.IsDropped = token.Kind == TagKind.Text;
            token.Indent = indent;
            token.StandsAlone = true;
            token.EndsLine = line[^1].Text.EndsWith('\n');
        }
    }
}
