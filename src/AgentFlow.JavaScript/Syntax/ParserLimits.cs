namespace AgentFlow.JavaScript.Syntax;

/// <summary>How large a program may be. They bound what parsing costs before any fuel is counted.</summary>
internal static class ParserLimits
{
    /// <summary>Source length in UTF-16 code units.</summary>
    public const int MaxSourceLength = 1_000_000;

    /// <summary>Tokens; a program has fewer nodes than tokens.</summary>
    public const int MaxTokens = 500_000;

    /// <summary>How deep statements, expressions, patterns and types may be nested in each other.</summary>
    public const int MaxNesting = 200;
}
