using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Gives a place parameter "Denver, Colorado" instead of "Denver" where its description asks for both and no other parameter took the second.</summary>
internal static class PlaceNames
{
    private static readonly string[] Cues = ["city, state", "city and state", "city, country", "city and country", "city, and state",
        "state or country", "city name and"];

    public static void Complete(IReadOnlyList<ParameterDescriptor> parameters, Scope scope, Assignment assignment)
    {
        foreach (var parameter in parameters.Where(p => p.IsText && WantsBoth(p)))
        {
            if (!assignment.Values.TryGetValue(parameter, out var values) || values is not [{ Source: { } source }])
                continue;
            var group = scope.Groups.Of(source);
            if (!TextScorer.IsPlacePair(group, scope) || !ReferenceEquals(group[0], source) || assignment.IsUsed(group[1]))
                continue;
            assignment.Use(group[1]);
            assignment.Set(parameter, [values[0] with { Node = JsonValue.Create(scope.Utterance.Slice(group[0].First, group[1].End)) }]);
        }
    }

    private static bool WantsBoth(ParameterDescriptor parameter) =>
        Cues.Any(c => parameter.Description.Contains(c, StringComparison.OrdinalIgnoreCase))
            || parameter.Examples.Any(e => e.Contains(", ", StringComparison.Ordinal) && char.IsUpper(e[0]));
}
