namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>Writes values as HTML has them.</summary>
internal static class MustacheEscape
{
    public static void Append(ref PromptSink sink, object? value, string variable)
    {
        var plain = new PromptSink([]);
        plain.Append(value, null, variable);
        var text = plain.Complete().AsSpan();
        while (text.IndexOfAny("&<>\"") is var special and >= 0)
        {
            sink.Append(text[..special]);
            sink.Append(text[special] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&quot;" });
            text = text[(special + 1)..];
        }
        sink.Append(text);
    }
}
