using System.Text.Json.Nodes;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>A span of tokens whose type is known from its form: a number, a date, a quoted text, a name.</summary>
internal sealed record Mention(MentionKind Kind, int First, int Last, string Text)
{
    /// <summary>The value of a number; percentages as written, so 18 for "18%".</summary>
    public double Number { get; init; }

    public bool IsPercent { get; init; }

    public bool IsMoney { get; init; }

    /// <summary>Whether a number was written in words; "two sides" is rarely an argument.</summary>
    public bool IsSpelled { get; init; }

    /// <summary>The unit behind a number as it was written, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The last token with the unit; <see cref="Last"/> when there is none.</summary>
    public int UnitLast { get; init; } = Last;

    /// <summary>The last token that the mention covers, its unit included.</summary>
    public int End => Math.Max(Last, UnitLast);

    /// <summary>The day, for dates.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The members of a bracketed list, or a JSON object.</summary>
    public JsonNode? Json { get; init; }

    public bool IsWhole => Kind == MentionKind.Number && Number == Math.Floor(Number) && Math.Abs(Number) < 1e15;
}
