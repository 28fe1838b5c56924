using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.Chains.Documents;

/// <summary>Finds the documents whose numbers a text names in brackets: <c>[1]</c>, <c>[2, 3]</c>.</summary>
internal static partial class Citations
{
    /// <summary>Numbers that no document has are passed over: the model made them up.</summary>
    public static IReadOnlyList<Document> Find(string text, IReadOnlyList<Document> documents) =>
    [
        .. Brackets().Matches(text)
            .SelectMany(m => m.Groups["number"].Captures)
            .Select(c => int.TryParse(c.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number >= 1 && number <= documents.Count)
            .Distinct()
            .Select(number => documents[number - 1]),
    ];

    [GeneratedRegex(@"\[\s*(?<number>[0-9]+)(?:\s*[,;]\s*(?<number>[0-9]+))*\s*\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}
