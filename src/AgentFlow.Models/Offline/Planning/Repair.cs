using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Answers;
using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Acts once on a tool's complaint: takes one of the values that the complaint offers, or reads the argument as the type that it asks for.</summary>
internal static partial class Repair
{
    public static PlannedCall? Try(PlannedCall call, Exchange exchange, IReadOnlyList<Exchange> all)
    {
        if (!ResultText.IsError(exchange.Result) || all.Count(e => e.Call.Name == call.Tool.Name) > call.Siblings)
            return null;
        var error = ResultText.Raw(exchange.Result);
        var offered = Offered(error);
        foreach (var parameter in call.Tool.Parameters)
        {
            if (call.Arguments[parameter.Name] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
                continue;
            var text = value.ToString();
            var isNamed = error.Contains($"'{parameter.Name}'", StringComparison.Ordinal) || error.Contains($"\"{parameter.Name}\"", StringComparison.Ordinal);
            if (!isNamed && !error.Contains(text, StringComparison.OrdinalIgnoreCase))
                continue;
            if (Pick(offered, text, call) is { } better && !string.Equals(better, text, StringComparison.Ordinal))
                return With(call, parameter.Name, JsonValue.Create(better));
            if (error.Contains("number", StringComparison.OrdinalIgnoreCase) && FirstNumber(text) is { } number)
                return With(call, parameter.Name, number);
        }
        return null;
    }

    private static PlannedCall With(PlannedCall call, string name, JsonNode value)
    {
        var arguments = call.Arguments.DeepClone().AsObject();
        arguments[name] = value;
        return call with { Arguments = arguments };
    }

    private static List<string> Offered(string error)
    {
        return OfferCue().Matches(error)
            .SelectMany(m => m.Groups[1].Value[(m.Groups[1].Value.LastIndexOf(':') + 1)..].Split([',', ';', '|'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(p => p.Split(" or ")).Select(p => p.Trim(' ', '\'', '"', '.', '`')).ToList();
    }

    private static string? Pick(List<string> offered, string text, PlannedCall call)
    {
        var unit = Units.Find(text);
        var alike = offered.FirstOrDefault(o =>
            string.Equals(o, text, StringComparison.OrdinalIgnoreCase) || Stemmer.Stem(o) == Stemmer.Stem(text)
            || (unit is not null && Units.Find(o) == unit));
        if (alike is not null)
            return alike;
        var named = ChoiceFiller.Find(offered, new Scope(call.Utterance, call.Clause, call.Tool));
        return named.Count == 1 ? named[0].Choice : null;
    }

    private static JsonNode? FirstNumber(string text)
    {
        var mention = Utterance.Read(text, default).Mentions.FirstOrDefault(m => m.Kind == MentionKind.Number);
        return mention is null ? null : ValueWriter.Number(mention.Number);
    }

    [GeneratedRegex("\\b(?:one of|allowed|supported|known|valid|available|expected|choose|use)[^:.]{0,40}?[: ]+([^.\n]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfferCue();
}
