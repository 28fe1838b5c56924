namespace AgentFlow.Prompts.Formats;

/// <summary>A template as its format has read it. Never changes, so that any number of threads may render it.</summary>
internal abstract class TemplateBody
{
    /// <summary>The names that it needs from outside, in the order of their first use.</summary>
    public abstract IReadOnlyList<string> Variables { get; }

    /// <summary>Names that it makes use of where they have a value, besides <see cref="Variables"/>.</summary>
    public virtual IReadOnlyList<string> Optional => [];

    /// <summary>All names that it makes use of.</summary>
    public IReadOnlyList<string> All => field ??= [.. Variables, .. Optional];

    /// <summary>The text of a template without variables, so that rendering it costs nothing; else null.</summary>
    public virtual string? Constant => null;

    public abstract void Render(ref PromptSink sink, in PromptValues values);
}
