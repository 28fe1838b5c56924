namespace AgentFlow.JavaScript.Tests.Attacks;

/// <summary>An attack script: its code, or the expression that builds it, and how it may end, in words.</summary>
internal sealed record Attack(int Id, string? Code, string? Generator, string Expected)
{
    /// <summary>Whether a run may end like this.</summary>
    public bool Allows(ScriptOutcome outcome) => outcome switch
    {
        ScriptCompleted completed => Expected.Contains("OK", StringComparison.Ordinal) && ValueAgrees(completed)
            || Expected.StartsWith("no CLR", StringComparison.Ordinal),
        ScriptThrew or ScriptInvalid => Expected.Contains("rror", StringComparison.Ordinal) || Expected.StartsWith("throws", StringComparison.Ordinal)
            || Expected.StartsWith("message truncated", StringComparison.Ordinal),
        ScriptLimitReached => Expected.Contains("FUEL", StringComparison.Ordinal) || Expected.Contains("MEM", StringComparison.Ordinal)
            || Expected.Contains("before allocating", StringComparison.Ordinal) || Expected.StartsWith("message truncated", StringComparison.Ordinal)
            || Expected.Contains("any JS error", StringComparison.Ordinal),
        _ => false,
    };

    private bool ValueAgrees(ScriptCompleted completed)
    {
        var word = Expected[(Expected.IndexOf("OK", StringComparison.Ordinal) + 2)..].TrimStart().Split([' ', ',', ';'], 2)[0];
        var value = completed.IsUndefined ? "undefined" : completed.Value?.ToString() ?? "null";
        return double.TryParse(word, out _) || word is "true" or "false" or "function" ? value == word : true;
    }
}
