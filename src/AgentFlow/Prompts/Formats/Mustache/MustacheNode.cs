namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>A part of a mustache template.</summary>
internal abstract class MustacheNode
{
    public abstract void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values);

    /// <summary>Tells which names it looks for.</summary>
    public virtual void Collect(MustacheNames names)
    {
    }

    public static void RenderAll(MustacheNode[] nodes, ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        foreach (var node in nodes)
            node.Render(ref run, ref sink, values);
    }
}
