namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>A name, or names with dots between them; empty for <c>.</c>, the item itself.</summary>
internal sealed class MustachePath
{
    private MustachePath(string text, string[] names)
    {
        Text = text;
        Names = names;
    }

    public string Text { get; }

    public string[] Names { get; }

    /// <summary>The name to look for among the values; <c>.</c> for the item itself outside of all sections.</summary>
    public string First => Names.Length == 0 ? Text : Names[0];

    public static MustachePath Parse(string text) => text == "." ? new(".", []) : new(text, [.. text.Split('.').Select(string.Intern)]);
}
