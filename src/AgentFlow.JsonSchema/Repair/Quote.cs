namespace AgentFlow.JsonSchema.Repair;

/// <summary>A quotation mark in the text: its family, and its length in bytes; 0 where there is none.</summary>
internal readonly record struct Quote(QuoteFamily Family, int Length);

/// <summary>Which marks close a string that a mark opened.</summary>
internal enum QuoteFamily
{
    Double,
    Single,
    Back,
    SmartDouble,
    SmartSingle,
}
