namespace AgentFlow.Output.Text;

/// <summary>The code in the first fenced block.</summary>
internal sealed class CodeBlockParser(string language, OutputPrompts? prompts) : OutputParser<string>(prompts)
{
    public override string FormatInstructions => Prompts.CodeBlockInstructions.Format(("language", language));

    public override string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (CodeBlocks.Find(text, language) is not { } block)
            throw new OutputParserException(text, Prompts.NoCodeBlock.Format(("language", language)));
        return block.IsClosed ? block.Code : throw new OutputParserException(text, Prompts.CodeBlockOpen.Format());
    }

    public override IPartialReader<string> CreatePartialReader() => new CodeBlockReader(language);
}
