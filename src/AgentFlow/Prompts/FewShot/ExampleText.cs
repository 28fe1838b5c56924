using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.Prompts;

/// <summary>The text by which examples and inputs are compared.</summary>
internal static partial class ExampleText
{
    /// <summary>The texts under the keys, or under all in the order of their names; what is no text, number or date is left out.</summary>
    public static string Of(IReadOnlyDictionary<string, object?> values, IReadOnlyList<string>? keys)
    {
        var chosen = keys ?? [.. values.Keys.Order(StringComparer.Ordinal)];
        return string.Join('\n', chosen.Select(k => values.GetValueOrDefault(k)).Where(v => v is string or IFormattable).Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));
    }

    public static int CountWords(string text) => Words().Count(text);

    public static string[] WordsOf(string text) => [.. Words().Matches(text).Select(m => m.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]")]
    private static partial Regex Words();
}
