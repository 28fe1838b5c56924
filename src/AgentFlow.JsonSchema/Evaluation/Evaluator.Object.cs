using System.Buffers;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Patterns;

namespace AgentFlow.JsonSchema.Evaluation;

internal static partial class Evaluator<TValue, TMembers, TItems>
{
    private static bool EvaluateObject(ObjectRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (rules.MinProperties > 0 || rules.MaxProperties < int.MaxValue)
        {
            var count = value.Count;
            if (count < rules.MinProperties || count > rules.MaxProperties)
                return false;
        }
        if (!rules.NeedsMembers)
            return true;
        var words = (rules.Names.Count + 63) / 64;
        ulong[]? rented = null;
        Span<ulong> seen = words <= StackWords ? stackalloc ulong[StackWords] : (rented = ArrayPool<ulong>.Shared.Rent(words));
        seen.Clear();
        var valid = EvaluateMembers(rules, value, ref state, marks, seen)
            && AllSeen(rules.Required, seen)
            && (rules.Dependencies.Length == 0 || EvaluateDependencies(rules.Dependencies, value, ref state, marks, seen));
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return valid;
    }

    private static bool EvaluateMembers(
        ObjectRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks, scoped Span<ulong> seen)
    {
        var members = value.Members();
        var likely = 0;
        for (var index = 0; members.MoveNext(); index++)
        {
            var rawName = members.RawName;
            var slot = rules.Names.FindRaw(rawName, likely);
            var schema = default(SchemaNode);
            if (slot >= 0)
            {
                Mark(seen, slot);
                likely = slot + 1;
                schema = rules.Properties[slot];
            }
            var evaluated = schema is not null;
            if (evaluated && !Evaluate(schema!, members.Current, ref state, default))
                return false;
            if (rules.Patterns.Length > 0 && !EvaluatePatterns(rules.Patterns, rawName, members.Current, ref state, ref evaluated))
                return false;
            if (!evaluated && rules.Additional is not null)
            {
                evaluated = true;
                if (!Evaluate(rules.Additional, members.Current, ref state, default))
                    return false;
            }
            if (rules.PropertyNames is not null
                && !Evaluator<NameValue, NoMembers, NoItems>.Evaluate(rules.PropertyNames, new NameValue(rawName), ref state, default))
                return false;
            if (evaluated)
                Mark(marks, index);
        }
        return true;
    }

    private static bool EvaluatePatterns(
        (SchemaPattern Pattern, SchemaNode Schema)[] patterns, scoped ReadOnlySpan<byte> rawName, scoped in TValue value,
        ref EvaluationState state, ref bool evaluated)
    {
        foreach (var (pattern, schema) in patterns)
        {
            if (!pattern.IsMatch(rawName, ref state))
                continue;
            evaluated = true;
            if (!Evaluate(schema, value, ref state, default))
                return false;
        }
        return true;
    }

    private static bool EvaluateDependencies(
        Dependency[] dependencies, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks, scoped ReadOnlySpan<ulong> seen)
    {
        foreach (var dependency in dependencies)
        {
            if (!IsMarked(seen, dependency.Slot))
                continue;
            if (!AllSeen(dependency.Required, seen))
                return false;
            if (dependency.Schema is not null && !Evaluate(dependency.Schema, value, ref state, marks))
                return false;
        }
        return true;
    }

    private static bool AllSeen(int[] slots, scoped ReadOnlySpan<ulong> seen)
    {
        foreach (var slot in slots)
        {
            if (!IsMarked(seen, slot))
                return false;
        }
        return true;
    }
}
