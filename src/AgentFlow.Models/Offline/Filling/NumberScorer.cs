using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>How well a number fits a numeric parameter: by label, unit, percent sign, currency sign and the look of a year.</summary>
internal static class NumberScorer
{
    private static readonly string[] Shares = ["rate", "percent", "percentage", "probability", "level", "ratio", "confidence", "discount",
        "interest"];
    private static readonly string[] Amounts = ["price", "amount", "cost", "income", "revenue", "salary", "budget", "value", "loan",
        "principal", "investment", "expense", "payment", "deposit", "asset", "liability", "balance"];

    /// <summary>A score; negative means that the number cannot be the argument.</summary>
    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        if (mention.Kind != MentionKind.Number || (parameter.Type == ParameterType.Integer && !mention.IsWhole && !mention.IsPercent))
            return -1;
        var label = LabelScorer.Score(parameter, mention, scope);
        var score = 0.3 + label;
        if (mention.Unit.Length > 0)
            score += UnitFit(parameter, mention.Unit);
        score += Direction(parameter, scope, mention);
        if (mention.IsPercent)
            score += Says(parameter, Shares) ? 2 : -0.1;
        if (mention.IsMoney)
            score += Says(parameter, Amounts) ? 1 : 0;
        var isYear = mention is
        {
            IsWhole: true, Unit: "", IsMoney: false, IsPercent: false, Number: >= 1000 and <= 2200,
            IsSpelled: false
        };
        var wantsYear = Identifiers.Words(parameter.Name).Any(w => w is "year" or "yr");
        if (wantsYear)
            score += isYear ? 2.5 : mention.IsMoney || mention.IsPercent ? -3 : -0.2;
        else if (isYear && Says(parameter, Amounts) && scope.Preposition(mention) is "in" or "since" or "until")
            score -= 1.5;
        else if (isYear && scope.Preposition(mention) is "in" or "since" or "until")
            score -= 0.25;
        // "two shapes", "three friends": a number in words counts things of the story unless the words around it name the parameter.
        var isStory = mention.IsSpelled && mention.Unit.Length == 0 && label < 0.8;
        return !isStory ? score : scope.Mentions.Any(m => m is { Kind: MentionKind.Number, IsSpelled: false }) ? -1 : score * 0.8;
    }

    /// <summary>The number as the parameter wants it: a percentage becomes a share where the parameter does not say percent.</summary>
    public static double Value(ParameterDescriptor parameter, Mention mention)
    {
        if (!mention.IsPercent || parameter.Type == ParameterType.Integer)
            return mention.Number;
        var wantsPercent = parameter.Description.Contains("percent", StringComparison.OrdinalIgnoreCase)
            || parameter.Description.Contains('%')
            || parameter.Name.Contains("percent", StringComparison.OrdinalIgnoreCase);
        return wantsPercent && !parameter.Description.Contains("decimal", StringComparison.OrdinalIgnoreCase) ? mention.Number
            : (double)((decimal)Math.Clamp(mention.Number, -1e15, 1e15) / 100m);
    }

    private static double UnitFit(ParameterDescriptor parameter, string unit)
    {
        var name = Units.Find(unit) ?? Units.Find(unit.Split('/', ' ')[0]) ?? unit;
        foreach (var token in Tokenizer.Read(parameter.Description + " " + string.Join(' ', Identifiers.Words(parameter.Name))))
            if (token.IsWord && token.Text.Length > 1 && Units.Find(token.Text) == name)
                return 2;
        if (parameter.Description.Contains(unit, StringComparison.OrdinalIgnoreCase) && unit.Length > 1)
            return 2;
        return Dimension(name) is { } dimension
            && parameter.NameStems.Concat(parameter.DescriptionStems).Any(s => dimension.Contains(s)) ? 1 : 0;
    }

    private static string[]? Dimension(string unit) => unit switch
    {
        "meter" or "kilometer" or "centimeter" or "millimeter" or "mile" or "foot" or "inch" or "yard" => Stems("length", "distance", "height", "width", "radius", "depth", "diameter", "side", "displacement"),
        "second" or "minute" or "hour" or "day" or "week" or "month" or "year" or "millisecond" => Stems("time", "duration", "period", "term", "age", "ahead", "interval"),
        "gram" or "kilogram" or "pound" or "ounce" or "tonne" => Stems("mass", "weight"),
        "celsius" or "fahrenheit" or "kelvin" => Stems("temperature", "temp"),
        _ => null,
    };

    private static string[] Stems(params string[] words) => words.Select(w => Synonyms.Head(Stemmer.Stem(w))).ToArray();

    // "from 0 to 5", "between 1 and 3": the lower end goes to the parameter that starts something.
    private static double Direction(ParameterDescriptor parameter, Scope scope, Mention mention)
    {
        var words = Identifiers.Words(parameter.Name).ToList();
        var isStart = words.Any(w => w is "start" or "from" or "min" or "minimum" or "lower" or "begin" or "initial");
        var isEnd = words.Any(w => w is "end" or "to" or "max" or "maximum" or "upper" or "stop" or "final");
        var before = Ranges.WordBefore(scope, mention);
        return before switch
        {
            "from" or "between" => isStart ? 1.5 : isEnd ? -0.2 : 0,
            "to" => isEnd ? 1.5 : isStart ? -0.2 : 0,
            _ => 0,
        };
    }

    private static bool Says(ParameterDescriptor parameter, string[] words)
    {
        foreach (var word in words)
            if (parameter.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                || parameter.Description.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
