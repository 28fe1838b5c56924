namespace AgentFlow.JsonSchema.Repair;

/// <summary>One thing that was wrong with a text and was put right.</summary>
/// <param name="Kind">What was wrong.</param>
/// <param name="Position">Where in the text; for what lies inside a JSON string that holds JSON, where that string begins.</param>
public readonly record struct JsonFix(JsonFixKind Kind, JsonPosition Position)
{
    /// <summary>The fix in words: "trailing comma dropped at line 2, column 7 (byte 31)".</summary>
    public override string ToString() => $"{FixWords.For(Kind)} at {Position}";
}
