using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Answers;

/// <summary>Reads a tool's result as text: plain text stays, JSON is written as a person would say it.</summary>
internal static partial class ResultText
{
    private const int LongestList = 12;

    /// <summary>The result as the tool gave it.</summary>
    public static string Raw(FunctionResultContent? result) => result?.Result switch
    {
        null => result?.Exception?.Message ?? "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString() ?? "",
        JsonElement { ValueKind: JsonValueKind.Undefined } => "",
        JsonElement element => element.GetRawText(),
        JsonNode node => node.ToJsonString(JsonText.Options),
        TextContent content => content.Text,
        IEnumerable<AIContent> contents => string.Concat(contents.OfType<TextContent>().Select(c => c.Text)),
        IEnumerable<string> items => string.Join(", ", items),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    public static bool IsError(FunctionResultContent? result)
    {
        if (result is null)
            return false;
        if (result.Exception is not null)
            return true;
        var text = Raw(result).Trim();
        if (text.StartsWith('{'))
            return Parse(text) is JsonObject json
                && json.Any(p => string.Equals(p.Key, "error", StringComparison.OrdinalIgnoreCase) && p.Value is not null);
        return ErrorStart().IsMatch(text);
    }

    /// <summary>What went wrong, without the announcement that something did.</summary>
    public static string Complaint(FunctionResultContent? result) => ErrorStart().Replace(Spoken(result), "").Trim();

    /// <summary>The result in words.</summary>
    public static string Spoken(FunctionResultContent? result)
    {
        var text = Raw(result).Trim();
        return text.Length > 0 && (text[0] is '{' or '[' or '"' or '-' || char.IsAsciiDigit(text[0]))
            && Parse(text) is { } json ? Say(json) : text;
    }

    private static string Say(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonObject json => Say(json),
        JsonArray array when array.Count == 0 => "none",
        JsonArray array => string.Join(array.Any(n => n is JsonObject) ? "; " : ", ", array.Take(LongestList).Select(Say)) + (array.Count > LongestList ? $" and {array.Count - LongestList} more" : ""),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value.ToJsonString()),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>() ? "yes" : "no",
        _ => node.ToString(),
    };

    // {"value": 42.16, "unit": "km"} is a quantity; any other object is said property by property.
    private static string Say(JsonObject json)
    {
        if (json.Count == 1)
            return Say(json.First().Value);
        var number = json.Where(p => p.Value?.GetValueKind() == JsonValueKind.Number).ToList();
        if (json.Count == 2 && number.Count == 1
            && json.FirstOrDefault(p =>
            p.Key.Contains("unit", StringComparison.OrdinalIgnoreCase) || p.Key.Contains("currency", StringComparison.OrdinalIgnoreCase))
            .Value is { } unit)
            return $"{Say(number[0].Value)} {Say(unit)}";
        return string.Join(", ", json.Select(p => $"{string.Join(' ', Text.Identifiers.Words(p.Key))}: {Say(p.Value)}"));
    }

    /// <summary>Rounds away what binary fractions leave behind: more than four decimals become two, or four where the number is small.</summary>
    public static string Number(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || text.Length - point <= 5
            || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return text;
        var size = Math.Abs(value);
        return decimal.Round(value, size >= 10 ? 2 : size >= 0.1m ? 4 : 8).ToString("0.########", CultureInfo.InvariantCulture);
    }

    // A host that marks no failures still announces them; a text that merely speaks of errors is a result.
    [GeneratedRegex("^(error: ?|error (while|when|calling|executing|invoking)\\b[^:]*: ?|tool '[^']*' failed: ?|(?=tool '[^']*' is not registered))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ErrorStart();

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(Text.WellFormed.From(text));
        }
        catch (JsonException)
        {
            // Text that only looks like JSON is said as it is.
            return null;
        }
    }
}
