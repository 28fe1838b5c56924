namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>Makes a tree of a source's pieces.</summary>
internal sealed class MustacheParser
{
    private readonly string _source;
    private readonly List<MustacheToken> _tokens;
    private readonly MustachePartials _partials;
    private int _at;

    private MustacheParser(string source, Delimiters delimiters, MustachePartials partials)
    {
        _source = source;
        _tokens = new MustacheScanner(source, delimiters).Scan();
        _partials = partials;
    }

    public static MustacheNode[] Parse(string source, Delimiters delimiters, MustachePartials partials) =>
        new MustacheParser(source, delimiters, partials).ReadNodes(null);

    /// <summary>Reads up to the tag that closes <paramref name="open"/>, which becomes the current one; up to the end where there is none.</summary>
    private MustacheNode[] ReadNodes(MustacheToken? open)
    {
        var nodes = new List<MustacheNode>();
        var text = new List<string>();
        for (; _at < _tokens.Count; _at++)
        {
            var token = _tokens[_at];
            if (token.Kind == TagKind.Close)
                break;
            if (token.Kind == TagKind.Text && !token.IsDropped)
                text.Add(token.Text);
            if (token.Kind is TagKind.Text or TagKind.Comment or TagKind.Delimiters)
                continue;
            EndText(text, nodes);
            nodes.Add(ReadTag(token));
        }
        EndText(text, nodes);
        CheckClose(open);
        return [.. nodes];
    }

    private void CheckClose(MustacheToken? open)
    {
        var close = _at < _tokens.Count ? _tokens[_at] : null;
        if (open is not null && close is null)
            throw new PromptSyntaxException($"the section '{open.Text}' is not closed. Put {{{{/{open.Text}}}}} behind it.", _source, open.Start);
        if (close is not null && open?.Text != close.Text)
            throw new PromptSyntaxException($"'{close.Text}' is closed here, but {(open is null ? "no section is open" : $"'{open.Text}' is open")}.", _source, close.Start);
    }

    private static void EndText(List<string> text, List<MustacheNode> nodes)
    {
        if (text.Count > 0)
            nodes.Add(new TextNode(new Literal(string.Concat(text))));
        text.Clear();
    }

    private MustacheNode ReadTag(MustacheToken token)
    {
        switch (token.Kind)
        {
            case TagKind.Variable:
                return new VariableNode(MustachePath.Parse(token.Text), _partials.EscapeHtml);
            case TagKind.RawVariable:
                return new VariableNode(MustachePath.Parse(token.Text), escapes: false);
            case TagKind.Partial:
                return ReadPartial(token, []);
        }
        _at++;
        var nodes = ReadNodes(token);
        var close = _tokens[_at];
        return token.Kind switch
        {
            TagKind.Section => new SectionNode(MustachePath.Parse(token.Text), nodes, new RawSection(_source[token.End..close.Start], token.Delimiters)),
            TagKind.InvertedSection => new InvertedNode(MustachePath.Parse(token.Text), nodes),
            TagKind.Block => new BlockNode(token.Text, nodes, new BlockText(_source[token.End..close.Start], token, _partials)),
            _ => ReadPartial(token, [.. nodes.OfType<BlockNode>()]),
        };
    }

    private PartialNode ReadPartial(MustacheToken token, BlockNode[] blocks)
    {
        if (token.Text.StartsWith('*'))
        {
            // Whatever stands behind the star is one path; a second star is a part of its name.
            return new PartialNode(null, MustachePath.Parse(token.Text[1..].TrimStart()), token.Indent, blocks);
        }
        try
        {
            _partials.Has(token.Text);
        }
        catch (ArgumentException error)
        {
            throw new PromptSyntaxException(error.Message, _source, token.Start);
        }
        return new PartialNode(token.Text, null, token.Indent, blocks);
    }
}
