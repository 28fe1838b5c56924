using System.Globalization;
using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Writes a span as the JSON that a parameter wants.</summary>
internal static class ValueWriter
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "MM/dd/yyyy", "dd/MM/yyyy", "MM-dd-yyyy", "dd-MM-yyyy", "yyyy/MM/dd",
        "MM/DD/YYYY"];

    public static JsonNode Write(ParameterDescriptor parameter, Mention mention)
    {
        if (parameter.IsNumeric)
            return Number(NumberScorer.Value(parameter, mention));
        return mention.Kind switch
        {
            MentionKind.Date when mention.Day is { } day => JsonValue.Create(Date(parameter, day)),
            MentionKind.Time when parameter.Description.Contains("24", StringComparison.Ordinal)
                || parameter.Description.Contains("HH", StringComparison.Ordinal)
                => JsonValue.Create(TimeReader.Normalise(mention.Text)),
            MentionKind.Expression => JsonValue.Create(Formula(parameter, mention.Text)),
            MentionKind.Name or MentionKind.Phrase => JsonValue.Create(mention.Text.TrimEnd(',', ' ')),
            _ => JsonValue.Create(mention.Text),
        };
    }

    /// <summary>A whole number without a decimal point, any other as the shortest text that gives it back.</summary>
    public static JsonNode Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);

    private static string Date(ParameterDescriptor parameter, DateOnly day)
    {
        foreach (var format in DateFormats)
            if (parameter.Description.Contains(format, StringComparison.OrdinalIgnoreCase))
                return day.ToString(format.Replace('Y', 'y').Replace('D', 'd'), CultureInfo.InvariantCulture);
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    // A function is what stands behind "y ="; an equation is both sides.
    private static string Formula(ParameterDescriptor parameter, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && text[..equals].Trim().Length == 1
            && !parameter.Name.Contains("equation", StringComparison.OrdinalIgnoreCase) ? text[(equals + 1)..].Trim() : text;
    }
}
