namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>A mustache template as a tree.</summary>
internal sealed class MustacheBody : TemplateBody
{
    private readonly MustacheNode[] _nodes;
    private readonly MustachePartials _partials;

    public MustacheBody(MustacheNode[] nodes, MustachePartials partials)
    {
        _nodes = nodes;
        _partials = partials;
        var names = new MustacheNames(partials);
        names.AddAll(nodes, areInside: false);
        Variables = names.Required;
        Optional = names.Optional;
    }

    public override IReadOnlyList<string> Variables { get; }

    public override IReadOnlyList<string> Optional { get; }

    public override string? Constant => _nodes switch
    {
        [] => string.Empty,
        [TextNode only] => only.Text.Text,
        _ => null,
    };

    public override void Render(ref PromptSink sink, in PromptValues values)
    {
        var run = new MustacheRun(_partials);
        MustacheNode.RenderAll(_nodes, ref run, ref sink, values);
    }
}
