using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Parameters whose names differ by a number only (side1, side2) take their values in the order of the text.</summary>
internal static class Families
{
    public static void Order(IReadOnlyList<ParameterDescriptor> parameters, Assignment assignment)
    {
        foreach (var family in parameters.Where(p => p.Name.AsSpan().ContainsAnyInRange('0', '9'))
            .GroupBy(p => string.Concat(p.Name.Where(c => !char.IsAsciiDigit(c)))))
        {
            var members = family.Where(p => assignment.Values.TryGetValue(p, out var values) && values is [{ Source: not null }]).ToList();
            if (members.Count < 2 || members.Select(m => m.Type).Distinct().Count() > 1)
                continue;
            var values = members.Select(m => assignment.Values[m][0]).OrderBy(v => v.Position).ToList();
            for (var i = 0; i < members.Count; i++)
                assignment.Set(members[i], [values[i]]);
        }
    }
}
