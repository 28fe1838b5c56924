using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Evaluation;

internal static partial class Evaluator<TValue, TMembers, TItems>
{
    private static bool EvaluateArray(ArrayRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (rules.MinItems > 0 || rules.MaxItems < int.MaxValue)
        {
            var count = value.Count;
            if (count < rules.MinItems || count > rules.MaxItems)
                return false;
        }
        if ((rules.Rest is not null || rules.Prefix.Length > 0 || rules.Contains is not null)
            && !EvaluateItems(rules, value, ref state, marks))
            return false;
        return !rules.Unique || UniqueItems<TValue, TMembers, TItems>.AreUnique(value, ref state);
    }

    private static bool EvaluateItems(ArrayRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        var items = value.Items();
        var found = 0;
        for (var index = 0; items.MoveNext(); index++)
        {
            var schema = index < rules.Prefix.Length ? rules.Prefix[index] : rules.Rest;
            if (schema is not null)
            {
                if (!Evaluate(schema, items.Current, ref state, default))
                    return false;
                Mark(marks, index);
            }
            if (rules.Contains is not null && Evaluate(rules.Contains, items.Current, ref state, default))
            {
                found++;
                if (rules.ContainsEvaluates)
                    Mark(marks, index);
            }
        }
        return rules.Contains is null || (found >= rules.MinContains && found <= rules.MaxContains);
    }
}
