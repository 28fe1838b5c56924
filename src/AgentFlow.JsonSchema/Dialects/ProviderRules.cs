namespace AgentFlow.JsonSchema.Dialects;

/// <summary>What one provider takes.</summary>
internal sealed record ProviderRules
{
    /// <summary>The keywords that stay as they are, where their value does; null for all of them.</summary>
    public required HashSet<string>? Keywords { get; init; }

    /// <summary>The values of <c>format</c> that stay.</summary>
    public HashSet<string> Formats { get; init; } = [];

    public bool RequiresAll { get; init; }

    public bool ClosesObjects { get; init; }

    /// <summary>Whether null is said with <c>nullable</c>, types come one at a time, and <c>enum</c> lists strings only.</summary>
    public bool IsOpenApi { get; init; }

    public bool TakesReferences { get; init; } = true;

    public bool TakesRecursion { get; init; } = true;

    public bool TakesLookaround { get; init; } = true;

    /// <summary>The greatest <c>minItems</c>.</summary>
    public int MaxMinItems { get; init; } = int.MaxValue;

    public static ProviderRules Of(SchemaProvider provider) => provider switch
    {
        SchemaProvider.OpenAIStrict => new()
        {
            Keywords = ["title", "enum", "const", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern",
                "minItems", "maxItems"],
            Formats = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
            RequiresAll = true,
            ClosesObjects = true,
            TakesLookaround = false,
        },
        SchemaProvider.Gemini => new()
        {
            Keywords = ["title", "default", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems",
                "minProperties", "maxProperties"],
            Formats = ["date-time", "int32", "int64", "float", "double"],
            IsOpenApi = true,
            TakesReferences = false,
            TakesRecursion = false,
        },
        SchemaProvider.Anthropic => new() { Keywords = null },
        SchemaProvider.AnthropicStrict => new()
        {
            Keywords = ["title", "default", "enum", "const", "pattern", "minItems"],
            Formats = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"],
            ClosesObjects = true,
            TakesRecursion = false,
            TakesLookaround = false,
            MaxMinItems = 1,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, $"The provider '{provider}' is not known."),
    };
}
