namespace AgentFlow.Output.Text;

/// <summary>The text inside one tag.</summary>
internal sealed class XmlTagParser(string tag, OutputPrompts? prompts) : OutputParser<string>(prompts)
{
    private readonly XmlTagsParser _tags = new([tag], prompts);

    public override string FormatInstructions => _tags.FormatInstructions;

    public override string Parse(string text) => _tags.Parse(text)[tag];

    public override IPartialReader<string> CreatePartialReader() => new Reader(tag);

    private sealed class Reader(string tag) : IPartialReader<string>
    {
        private readonly XmlTagReader _reader = new([tag]);

        public string? Value => _reader.Content(0);

        public bool Add(ReadOnlySpan<char> delta) => _reader.Add(delta);
    }
}
