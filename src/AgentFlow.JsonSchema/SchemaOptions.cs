namespace AgentFlow.JsonSchema;

/// <summary>How a schema is compiled and what a validation may cost. Read once, when a schema is compiled.</summary>
public sealed class SchemaOptions
{
    /// <summary>The edition for schemas that do not say theirs in <c>$schema</c>.</summary>
    /// <value>Default: <see cref="SchemaDialect.Draft202012"/>.</value>
    public SchemaDialect DefaultDialect { get; init; } = SchemaDialect.Draft202012;

    /// <summary>Whether <c>format</c> is checked. The standard makes it a remark unless asked.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AssertFormat { get; init; }

    /// <summary>The documents that references may lead to. Nothing is ever fetched.</summary>
    /// <value>Default: none but the metaschemas, which are always there.</value>
    public SchemaRegistry? Registry { get; init; }

    /// <summary>How deeply schemas may apply one inside the other while a value is checked. A deeper value is not valid.</summary>
    /// <value>Default: 512. Range: 8 to 10,000.</value>
    public int MaxDepth { get; init; } = SchemaDefaults.MaxDepth;

    /// <summary>
    /// How many schemas may be applied, and items compared, while one value is checked. A value that needs more is not valid.
    /// </summary>
    /// <value>Default: 5,000,000. Range: 1 or more.</value>
    public int MaxSteps { get; init; } = SchemaDefaults.MaxSteps;

    /// <summary>How many subschemas a schema may have, those of the documents it refers to included.</summary>
    /// <value>Default: 50,000. Range: 1 or more.</value>
    public int MaxSchemas { get; init; } = SchemaDefaults.MaxSchemas;

    /// <summary>
    /// How long the patterns that need backtracking may take together while one value is checked; all others run in linear time.
    /// </summary>
    /// <value>Default: 100 milliseconds. Range: above zero.</value>
    public TimeSpan PatternTimeout { get; init; } = SchemaDefaults.PatternTimeout;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, SchemaDefaults.LeastMaxDepth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, SchemaDefaults.GreatestMaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSchemas, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PatternTimeout, TimeSpan.Zero);
    }
}
