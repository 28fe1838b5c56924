namespace AgentFlow.JsonSchema;

/// <summary>The defaults of <see cref="SchemaOptions"/> and the limits that no option moves.</summary>
internal static class SchemaDefaults
{
    public const int MaxDepth = 512;
    public const int LeastMaxDepth = 8;
    public const int GreatestMaxDepth = 10_000;
    public const int MaxSteps = 5_000_000;
    public const int MaxSchemas = 50_000;
    public const int MaxErrors = 8;

    /// <summary>How many errors the output "basic" lists at most.</summary>
    public const int MaxBasicErrors = 1_000;

    /// <summary>How deeply the JSON of a schema may be nested.</summary>
    public const int MaxSchemaNesting = 256;

    /// <summary>The characters of the pointers to all schemas together, which grow with depth times length of names.</summary>
    public const int MaxPointerLength = 16_000_000;

    /// <summary>The characters of a pattern.</summary>
    public const int MaxPatternLength = 10_000;

    /// <summary>The characters of a pattern once its counted repeats are written out.</summary>
    public const int MaxPatternSize = 20_000;

    public static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);
}
