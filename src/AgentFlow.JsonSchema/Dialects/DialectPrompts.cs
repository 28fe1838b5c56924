namespace AgentFlow.JsonSchema.Dialects;

/// <summary>What is put in descriptions, which models read.</summary>
public static class DialectPrompts
{
    /// <summary>
    /// Follows the description of a schema; <c>{keywords}</c> stands for what the provider does not enforce, such as
    /// <c>minLength: 2, format: "uri"</c>.
    /// </summary>
    public const string Constraints = "Constraints: {keywords}.";
}
