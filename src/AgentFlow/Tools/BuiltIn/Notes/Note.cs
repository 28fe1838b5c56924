using System.Globalization;
using System.Text.Json.Serialization;

namespace AgentFlow.Tools;

/// <summary>A note as it is stored. A deleted one stays without its text, so that its number is never given again.</summary>
internal sealed record Note
{
    public required int Number { get; init; }

    public string? Text { get; init; }

    /// <summary>The idempotency key of the call that added it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>The idempotency key of the call that deleted it.</summary>
    public string? DeletedBy { get; init; }

    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"n{Number}");

    /// <summary>Sorts as the numbers do.</summary>
    [JsonIgnore]
    public string Key => Number.ToString("D10", CultureInfo.InvariantCulture);
}
