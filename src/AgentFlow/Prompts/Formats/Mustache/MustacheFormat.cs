namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>Reads mustache.</summary>
internal sealed class MustacheFormat(MustacheOptions options) : ITemplateFormat
{
    public TemplateBody Parse(string text)
    {
        var partials = new MustachePartials(options);
        var nodes = MustacheParser.Parse(text, Delimiters.Default, partials);
        partials.ReadAll();
        return new MustacheBody(nodes, partials);
    }
}
