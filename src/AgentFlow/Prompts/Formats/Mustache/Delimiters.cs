namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>What tags begin and end with.</summary>
internal sealed record Delimiters(string Open, string Close)
{
    public static Delimiters Default { get; } = new("{{", "}}");
}
