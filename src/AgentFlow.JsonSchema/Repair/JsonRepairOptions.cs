namespace AgentFlow.JsonSchema.Repair;

/// <summary>How <see cref="JsonRepair"/> reads a text.</summary>
public sealed class JsonRepairOptions
{
    internal const int DefaultMaxDepth = 256;
    internal const int LargestMaxDepth = 1000;

    internal static JsonRepairOptions Default { get; } = new();

    /// <summary>How many objects and arrays may lie inside one another; deeper text is refused.</summary>
    /// <value>256 by default; from 1 to 1000.</value>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestMaxDepth);
            field = value;
        }
    } = DefaultMaxDepth;

    /// <summary>What kind of value the text should hold.</summary>
    /// <value><see cref="JsonRoot.Anything"/> by default.</value>
    public JsonRoot Root { get; init; }
}
