namespace AgentFlow.Prompts.Formats.Mustache;

internal sealed class TextNode(Literal text) : MustacheNode
{
    public Literal Text => text;

    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values) => sink.Append(text);
}

internal sealed class VariableNode(MustachePath path, bool escapes) : MustacheNode
{
    /// <summary>Where among the values it most likely stands.</summary>
    private int _place;

    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        if (!run.TryFind(path, _place, values, out var value))
        {
            if (!run.Partials.AllowMissing)
                throw values.Missing(path.Text);
            return;
        }
        if (value is MustacheLambda lambda)
            value = run.RenderAside(lambda(string.Empty), Delimiters.Default, values);
        if (escapes)
            MustacheEscape.Append(ref sink, value, path.Text);
        else
            sink.Append(value, null, path.Text);
    }

    public override void Collect(MustacheNames names)
    {
        names.Add(path);
        _place = Math.Max(0, names.Required.ToList().IndexOf(path.First));
    }
}

internal sealed class SectionNode(MustachePath path, MustacheNode[] nodes, RawSection raw) : MustacheNode
{
    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        if (!run.TryFind(path, 0, values, out var value) || MustacheValue.IsFalsy(value))
            return;
        if (value is MustacheLambda lambda)
        {
            RenderAll(MustacheParser.Parse(lambda(raw.Text), raw.Delimiters, run.Partials), ref run, ref sink, values);
            return;
        }
        if (MustacheValue.ItemsOf(value) is not { } items)
        {
            RenderWith(value, ref run, ref sink, values);
            return;
        }
        foreach (var item in items)
            RenderWith(item, ref run, ref sink, values);
    }

    public override void Collect(MustacheNames names)
    {
        names.Add(path);
        names.AddAll(nodes, areInside: true);
    }

    private void RenderWith(object? item, ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        run.Push(MustacheValue.Unwrap(item), path.Text);
        RenderAll(nodes, ref run, ref sink, values);
        run.Pop();
    }
}

/// <summary>A section's text as written, for lambdas.</summary>
internal sealed record RawSection(string Text, Delimiters Delimiters);

internal sealed class InvertedNode(MustachePath path, MustacheNode[] nodes) : MustacheNode
{
    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        if (!run.TryFind(path, 0, values, out var value) || MustacheValue.IsFalsy(value))
            RenderAll(nodes, ref run, ref sink, values);
    }

    public override void Collect(MustacheNames names)
    {
        names.Add(path);
        names.AddAll(nodes, areInside: true);
    }
}

/// <summary>A template in the template's place, by name or by the name that a variable holds, with blocks in place of its own.</summary>
internal sealed class PartialNode(string? name, MustachePath? dynamicName, string indent, BlockNode[] blocks) : MustacheNode
{
    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        var target = name;
        if (target is null)
        {
            var isFound = run.TryFind(dynamicName!, 0, values, out var value);
            if (!isFound && !run.Partials.AllowMissing)
                throw values.Missing(dynamicName!.First);
            target = value as string;
        }
        if (target is null)
            return;
        run.Enter(target, blocks);
        RenderAll(run.Partials.Get(target, indent), ref run, ref sink, values);
        run.Leave();
    }

    public override void Collect(MustacheNames names)
    {
        if (name is not null)
            names.AddPartial(name);
        else
            names.Add(dynamicName!);
        names.AddAll(blocks, areInside: true);
    }
}

/// <summary>Text that a template which inserts this one may replace.</summary>
internal sealed class BlockNode(string name, MustacheNode[] nodes, BlockText text) : MustacheNode
{
    public string Name => name;

    public override void Render(ref MustacheRun run, ref PromptSink sink, in PromptValues values)
    {
        if (run.FindBlock(name) is not { } other)
        {
            RenderAll(nodes, ref run, ref sink, values);
            return;
        }
        RenderAll(other.Text.Read(text.Indent), ref run, ref sink, values);
        if (text.EndsLine && !other.Text.EndsInLineEnd)
            sink.Append("\n");
    }

    public override void Collect(MustacheNames names) => names.AddAll(nodes, areInside: true);

    private BlockText Text => text;
}
