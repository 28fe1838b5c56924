namespace AgentFlow.JsonSchema.Dialects;

/// <summary>What became of a keyword that a provider does not take.</summary>
public enum SchemaLossKind
{
    /// <summary>It stands in the description, for the model to read; the provider does not enforce it.</summary>
    Described,

    /// <summary>It is gone: the provider's schema lets more through.</summary>
    Dropped,

    /// <summary>The provider's schema lets less through than the original.</summary>
    Narrowed,
}
