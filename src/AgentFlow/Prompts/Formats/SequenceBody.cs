namespace AgentFlow.Prompts.Formats;

/// <summary>Bodies of different formats one behind the other.</summary>
internal sealed class SequenceBody(TemplateBody first, TemplateBody second) : TemplateBody
{
    public override IReadOnlyList<string> Variables { get; } = [.. first.Variables.Union(second.Variables)];

    public override IReadOnlyList<string> Optional { get; } = [.. first.Optional.Union(second.Optional).Except(first.Variables).Except(second.Variables)];

    public override void Render(ref PromptSink sink, in PromptValues values)
    {
        first.Render(ref sink, values);
        second.Render(ref sink, values);
    }
}
