namespace AgentFlow.Prompts.Formats;

/// <summary>A way to write templates. It reads a text once; what it makes of it renders itself, and never sees the text of a value as a template.</summary>
internal interface ITemplateFormat
{
    /// <summary>Reads a template.</summary>
    /// <exception cref="PromptSyntaxException">The text is no template of this format.</exception>
    TemplateBody Parse(string text);
}
