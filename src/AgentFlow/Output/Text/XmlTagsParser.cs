namespace AgentFlow.Output.Text;

/// <summary>The texts inside several tags, by the names of the tags.</summary>
internal sealed class XmlTagsParser(IReadOnlyList<string> tags, OutputPrompts? prompts) : OutputParser<IReadOnlyDictionary<string, string>>(prompts)
{
    public override string FormatInstructions =>
        Prompts.XmlInstructions.Format(("tags", string.Join('\n', tags.Select(t => $"<{t}>...</{t}>"))));

    public override IReadOnlyDictionary<string, string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new XmlTagReader(tags);
        reader.Add(text);
        reader.Finish();
        var errors = tags.Select((tag, i) => reader.IsClosed(i) ? null
            : (reader.Content(i) is null ? Prompts.TagMissing : Prompts.TagOpen).Format(("tag", tag))).OfType<string>().ToList();
        return errors.Count == 0 ? Contents(tags, reader) : throw new OutputParserException(text, errors);
    }

    public override IPartialReader<IReadOnlyDictionary<string, string>> CreatePartialReader() => new Reader(tags);

    /// <summary>The tags that have begun.</summary>
    private static Dictionary<string, string> Contents(IReadOnlyList<string> tags, XmlTagReader reader)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < tags.Count; i++)
        {
            if (reader.Content(i) is { } content)
                contents.Add(tags[i], content);
        }
        return contents;
    }

    private sealed class Reader(IReadOnlyList<string> tags) : IPartialReader<IReadOnlyDictionary<string, string>>
    {
        private readonly XmlTagReader _reader = new(tags);

        public IReadOnlyDictionary<string, string> Value => Contents(tags, _reader);

        public bool Add(ReadOnlySpan<char> delta) => _reader.Add(delta);
    }
}
