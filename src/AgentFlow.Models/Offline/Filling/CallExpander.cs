using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>
/// Turns parameters with several values into several calls: lists of equal length go side by side, a single value goes to all calls,
/// and lists of different lengths are combined, each with each.
/// </summary>
internal static class CallExpander
{
    private const int MostCalls = 24;

    public static List<JsonObject> Expand(IReadOnlyList<ParameterDescriptor> parameters, Assignment assignment)
    {
        var found = parameters.Where(assignment.Has).Select(p => (Parameter: p, Values: assignment.Values[p])).ToList();
        var count = found.Count == 0 ? 1 : found.Max(f => f.Values.Count);
        var isUneven = found.Any(f => f.Values.Count != 1 && f.Values.Count != count);
        if (isUneven && !Align(ref found, count))
            return Combine(found);
        var calls = new List<JsonObject>();
        for (var i = 0; i < Math.Min(count, MostCalls); i++)
        {
            var call = new JsonObject();
            foreach (var (parameter, values) in found)
                if (values.Count == 1 || values[i].Score > double.MinValue)
                    call[parameter.Name] = values[values.Count == 1 ? 0 : i].Node.DeepClone();
            calls.Add(call);
        }
        return calls;
    }

    // A shorter list of an optional parameter belongs to those calls whose longest list's value stands before it.
    private static bool Align(ref List<(ParameterDescriptor Parameter, List<Value> Values)> found, int count)
    {
        var anchor = found.First(f => f.Values.Count == count).Values;
        var aligned = new List<(ParameterDescriptor, List<Value>)>();
        foreach (var (parameter, values) in found)
        {
            if (values.Count == 1 || values.Count == count)
            {
                aligned.Add((parameter, values));
                continue;
            }
            if (parameter.IsRequired)
                return false;
            var slots = Enumerable.Repeat(new Value(JsonValue.Create(""), -1, double.MinValue), count).ToList();
            foreach (var value in values)
                slots[Math.Max(0, anchor.FindLastIndex(a => a.Position <= value.Position))] = value;
            aligned.Add((parameter, slots));
        }
        found = aligned;
        return true;
    }

    private static List<JsonObject> Combine(List<(ParameterDescriptor Parameter, List<Value> Values)> found)
    {
        List<JsonObject> calls = [[]];
        foreach (var (parameter, values) in found)
        {
            var next = new List<JsonObject>();
            foreach (var call in calls)
                foreach (var value in values)
                {
                    if (next.Count >= MostCalls)
                        break;
                    var copy = call.DeepClone().AsObject();
                    copy[parameter.Name] = value.Node.DeepClone();
                    next.Add(copy);
                }
            calls = next;
        }
        return calls;
    }
}
