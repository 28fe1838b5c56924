namespace AgentFlow.Output.Text;

/// <summary>Finds code blocks in whole texts.</summary>
internal static class CodeBlocks
{
    /// <summary>The first block, of one language if one is given; null when there is none.</summary>
    public static CodeBlock? Find(string text, string language = "")
    {
        var reader = new CodeBlockReader(language);
        reader.Add(text);
        reader.Finish();
        return reader.HasBegun ? new CodeBlock(reader.Value, reader.IsClosed) : null;
    }
}
