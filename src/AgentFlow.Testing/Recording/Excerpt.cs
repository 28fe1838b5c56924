namespace AgentFlow.Testing.Recording;

/// <summary>A piece of a long text around one place.</summary>
internal static class Excerpt
{
    private const int Before = 40;
    private const int After = 120;

    public static string Of(string text, int at)
    {
        var from = Math.Max(0, at - Before);
        var to = Math.Min(text.Length, at + After);
        return (from > 0 ? "..." : "") + text[from..to] + (to < text.Length ? "..." : "");
    }
}
