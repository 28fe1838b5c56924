using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>
/// Matches the spans of a clause with the parameters of a tool. Every pair gets a score; the best pair is taken first and both
/// sides leave the game. What stays over may be a further value of a list, which later becomes a further call.
/// </summary>
internal static class ArgumentFiller
{
    private const double RequiredThreshold = 0.2;
    private const double OptionalThreshold = 2.6;
    private const double OptionalNumberThreshold = 1.8;

    private sealed record Candidate(ParameterDescriptor Parameter, IReadOnlyList<Mention> Mentions, JsonNode Node, double Score, int Order);

    public static Assignment Fill(IReadOnlyList<ParameterDescriptor> parameters, Scope scope)
    {
        var assignment = new Assignment();
        Fill(parameters, scope, assignment);
        return assignment;
    }

    private static void Fill(IReadOnlyList<ParameterDescriptor> parameters, Scope scope, Assignment assignment)
    {
        foreach (var parameter in parameters)
            FillClosed(parameter, scope, assignment);
        var candidates = Candidates(parameters, scope).OrderByDescending(c => c.Score).ThenBy(c => c.Mentions[0].First).ThenBy(c => c.Order)
            .ToList();
        foreach (var candidate in candidates)
            if (!assignment.Has(candidate.Parameter) && !candidate.Mentions.Any(assignment.IsUsed))
                Assign(candidate, assignment);
        // An optional parameter gives a span up to a required one that would go without.
        foreach (var candidate in candidates.Where(c => c.Parameter.IsRequired && c.Mentions.Count == 1))
            if (!assignment.Has(candidate.Parameter)
                && parameters.FirstOrDefault(p =>
                    !p.IsRequired && assignment.Values.TryGetValue(p, out var v)
                    && ReferenceEquals(v[0].Source, candidate.Mentions[0])) is { } holder)
            {
                assignment.Set(holder, []);
                Assign(candidate, assignment);
            }
        PlaceNames.Complete(parameters, scope, assignment);
        Families.Order(parameters, assignment);
        ListExpander.Expand(parameters, scope, assignment);
        foreach (var parameter in parameters.Where(p => !assignment.Has(p)))
            FillLate(parameter, scope, assignment);
    }

    private static void Assign(Candidate candidate, Assignment assignment)
    {
        foreach (var mention in candidate.Mentions)
            assignment.Use(mention);
        assignment.Add(candidate.Parameter, new Value(candidate.Node, candidate.Mentions[0].First, candidate.Score, candidate.Mentions[0]));
    }

    // Values that are known from a closed set: choices, flags, units.
    private static void FillClosed(ParameterDescriptor parameter, Scope scope, Assignment assignment)
    {
        if (parameter.Type == ParameterType.Boolean)
        {
            if (FlagFiller.Read(parameter, scope) is { } flag)
                assignment.Add(parameter, new Value(JsonValue.Create(flag), -1, 2));
            return;
        }
        if (UnitFiller.IsUnit(parameter, scope))
        {
            if (UnitFiller.Read(parameter, scope) is { } unit)
                assignment.Add(parameter, unit);
            return;
        }
        var isArray = parameter.Type == ParameterType.Array;
        var choices = ChoiceFiller.Choices(isArray && parameter.Item is not null ? parameter.Item : parameter);
        if (choices.Count == 0 || !(isArray || parameter.IsText || parameter.IsNumeric))
            return;
        var found = ChoiceFiller.Find(choices, scope);
        if (found.Count == 0)
            return;
        foreach (var mention in scope.Mentions.Where(m => found.Any(f => f.First <= m.First && m.Last <= f.Last)))
            assignment.Use(mention);
        if (isArray)
            assignment.Add(parameter,
                new Value(new JsonArray(found.Select(f => (JsonNode?)JsonValue.Create(f.Choice)).ToArray()), found[0].First, 4));
        else
            foreach (var (choice, first, _) in Coordinated(found, scope))
                assignment.Add(parameter, new Value(Typed(parameter, choice), first, 4));
    }

    private static IEnumerable<(string Choice, int First, int Last)> Coordinated(List<(string Choice, int First, int Last)> found,
        Scope scope)
    {
        yield return found[0];
        for (var i = 1; i < found.Count; i++)
        {
            for (var t = found[i - 1].Last + 1; t < found[i].First; t++)
                if (!(scope.Tokens[t].Text is "," or "and" or "&" or "'" or "\"" or "the"))
                    yield break;
            yield return found[i];
        }
    }

    private static JsonNode Typed(ParameterDescriptor parameter, string choice) =>
        parameter.IsNumeric && double.TryParse(choice, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? ValueWriter.Number(number) : JsonValue.Create(choice);

    private static IEnumerable<Candidate> Candidates(IReadOnlyList<ParameterDescriptor> parameters, Scope scope)
    {
        for (var p = 0; p < parameters.Count; p++)
        {
            var parameter = parameters[p];
            var threshold = parameter.IsRequired ? RequiredThreshold : parameter.IsNumeric ? OptionalNumberThreshold : OptionalThreshold;
            if (parameter.Type == ParameterType.Boolean || parameter.Choices.Count > 0 || UnitFiller.IsUnit(parameter, scope))
                continue;
            var found = parameter.Type switch
            {
                ParameterType.Array => Arrays(parameter, scope, p),
                ParameterType.Object =>
                    scope.Mentions.Where(m => m.Kind == MentionKind.Json)
                    .Select(m => new Candidate(parameter, [m], m.Json!.DeepClone(), 3 + LabelScorer.Score(parameter, m, scope), p)),
                _ => Scalars(parameter, scope, p),
            };
            foreach (var candidate in found)
                if (candidate.Score >= threshold)
                    yield return candidate;
        }
    }

    private static IEnumerable<Candidate> Scalars(ParameterDescriptor parameter, Scope scope, int order)
    {
        foreach (var mention in scope.Mentions)
        {
            var score = Score(parameter, mention, scope);
            if (score > 0)
                yield return new Candidate(parameter, [mention], ValueWriter.Write(parameter, mention),
                    score + (parameter.IsRequired ? 0.2 : 0), order);
        }
    }

    private static IEnumerable<Candidate> Arrays(ParameterDescriptor parameter, Scope scope, int order)
    {
        var item = parameter.Item ?? parameter;
        foreach (var mention in scope.Mentions.Where(m => m.Kind == MentionKind.List && IsArrayOf(item, m.Json!)))
            yield return new Candidate(parameter, [mention], mention.Json!.DeepClone(), 4 + LabelScorer.Score(parameter, mention, scope),
                order);
        if (item.Type is ParameterType.Array or ParameterType.Object or ParameterType.Boolean)
            yield break;
        foreach (var (low, high) in item.IsNumeric ? Ranges.Find(scope) : [])
            yield return new Candidate(parameter, [low, high], new JsonArray(ValueWriter.Write(item, low), ValueWriter.Write(item, high)),
                2 + LabelScorer.Score(parameter, low, scope), order);
        foreach (var group in scope.Groups.All)
        {
            var score = group.Min(m => Score(item, m, scope));
            if (score > 0)
                yield return new Candidate(parameter, group,
                    new JsonArray(group.Select(m => (JsonNode?)ValueWriter.Write(item, m)).ToArray()), score + (group.Count > 1 ? 1.5
                    : 0), order);
        }
    }

    private static bool IsArrayOf(ParameterDescriptor item, JsonNode list) =>
        list is JsonArray array
            && array.All(n => item.IsNumeric ? n?.GetValueKind() == JsonValueKind.Number : !item.IsText
            || n?.GetValueKind() == JsonValueKind.String);

    /// <summary>How well a span fits a scalar parameter; not above zero when it cannot.</summary>
    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope) =>
        parameter.IsNumeric ? NumberScorer.Score(parameter, mention, scope) : parameter.IsText ? TextScorer.Score(parameter, mention, scope)
            : -1;

    // What nothing was found for: the rest of the sentence, nested objects, and the defaults that the schema itself names.
    private static void FillLate(ParameterDescriptor parameter, Scope scope, Assignment assignment)
    {
        if (parameter.Type == ParameterType.Object && parameter.Properties.Count > 0)
        {
            var nested = new JsonObject();
            foreach (var (property, values) in Fill(parameter.Properties, scope).Values)
                nested[property.Name] = values[0].Node.DeepClone();
            if (nested.Count > 0 && parameter.Properties.All(p => !p.IsRequired || nested.ContainsKey(p.Name)))
                assignment.Add(parameter, new Value(nested, -1, 1));
            return;
        }
        if (!parameter.IsRequired)
            return;
        if (parameter.IsText && parameter.Slot is Slot.FreeText
            && FreeTextReader.Read(scope.Utterance, scope.Clause, scope.Tool) is var (first, last))
        {
            foreach (var mention in scope.Mentions.Where(m => first <= m.First && m.Last <= last))
                assignment.Use(mention);
            assignment.Add(parameter, new Value(JsonValue.Create(scope.Utterance.Slice(first, last)), first, 1));
        }
        else if (parameter.Default is not null)
            assignment.Add(parameter, new Value(parameter.Default.DeepClone(), -1, 0.5));
        else if (parameter is { IsText: true, Slot: Slot.Date, AcceptsToday: true } && IsRelative(parameter, scope, assignment))
            assignment.Add(parameter, new Value(JsonValue.Create("today"), -1, 0.5));
        else if (parameter.Type == ParameterType.Boolean && FlagFiller.Default(parameter) is { } flag)
            assignment.Add(parameter, new Value(JsonValue.Create(flag), -1, 0.5));
    }

    // "In 3 weeks", "until May 5", "what day is it": what a date is left out of counts from today, unless all of it is left out.
    private static bool IsRelative(ParameterDescriptor parameter, Scope scope, Assignment assignment) =>
        scope.Tool.Parameters.All(p => !p.IsRequired || p == parameter)
            || ((scope.Tool.Parameters.Count(p => p.Slot == Slot.Date) == 1 || DateForms.AsksForASpan(scope.Utterance, scope.Clause))
            && assignment.Values.Any(v => v.Key.IsRequired && (v.Key.IsNumeric || v.Key.Slot == Slot.Date) && v.Value[0].Position >= 0));
}
