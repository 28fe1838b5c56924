namespace AgentFlow.Output.Lists;

/// <summary>A list of texts.</summary>
internal sealed class ListParser(ListStyle style, OutputPrompts? prompts) : OutputParser<IReadOnlyList<string>>(prompts)
{
    public override string FormatInstructions => (style switch
    {
        ListStyle.Comma => Prompts.CommaListInstructions,
        ListStyle.Numbered => Prompts.NumberedListInstructions,
        _ => Prompts.MarkdownListInstructions,
    }).Format();

    public override IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = CreateReader();
        reader.Add(text);
        reader.Finish();
        return reader.Value is { Count: > 0 } items
            ? items
            : throw new OutputParserException(text, Prompts.NoItems.Format(("instructions", FormatInstructions)));
    }

    public override IPartialReader<IReadOnlyList<string>> CreatePartialReader() => CreateReader();

    private IListReader CreateReader() => style == ListStyle.Comma ? new CommaListReader() : new LineListReader();
}
