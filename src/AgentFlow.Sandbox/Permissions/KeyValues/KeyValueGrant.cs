using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>A store in which sandboxed tools remember things, and how much of it one tool gets for each tenant and session.</summary>
public sealed class KeyValueGrant
{
    /// <summary>Where it is kept. What tools keep here stands beside what else is in it and cannot reach that.</summary>
    public required IKeyValueStore Store { get; set; }

    /// <summary>Characters of a key. From 1 to 1,000.</summary>
    /// <value>256.</value>
    public int MaxKeyLength { get; set; } = 256;

    /// <summary>Characters of a value, as JSON. From 1.</summary>
    /// <value>65,536.</value>
    public int MaxValueLength { get; set; } = 65_536;

    /// <summary>How many keys there are at a time. From 1 to 10,000.</summary>
    /// <value>1,000.</value>
    public int MaxKeys { get; set; } = 1_000;

    /// <summary>Characters of all keys and values together. From 1.</summary>
    /// <value>1,000,000.</value>
    public int MaxTotalLength { get; set; } = 1_000_000;

    internal KeyValueGrant ValidCopy(List<string> problems)
    {
        if (Store is null)
            problems.Add("KeyValues.Store is null.");
        if (MaxKeyLength is < 1 or > 1_000)
            problems.Add($"KeyValues.MaxKeyLength is '{MaxKeyLength}'; it must be from 1 to 1000.");
        if (MaxValueLength < 1)
            problems.Add($"KeyValues.MaxValueLength is '{MaxValueLength}'; it must be at least 1.");
        if (MaxKeys is < 1 or > 10_000)
            problems.Add($"KeyValues.MaxKeys is '{MaxKeys}'; it must be from 1 to 10000.");
        if (MaxTotalLength < 1)
            problems.Add($"KeyValues.MaxTotalLength is '{MaxTotalLength}'; it must be at least 1.");
        return new() { Store = Store!, MaxKeyLength = MaxKeyLength, MaxValueLength = MaxValueLength, MaxKeys = MaxKeys, MaxTotalLength = MaxTotalLength };
    }
}
