using System.Buffers;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Evaluation;

internal static partial class Evaluator<TValue, TMembers, TItems>
{
    private static bool EvaluateInPlace(InPlaceRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (rules.Reference is { } reference && !Evaluate(reference, value, ref state, marks))
            return false;
        if (rules.DynamicReference is { } dynamic && !Evaluate(state.Resolve(dynamic), value, ref state, marks))
            return false;
        foreach (var schema in rules.AllOf)
        {
            if (!Evaluate(schema, value, ref state, marks))
                return false;
        }
        return (rules.AnyOf.Length == 0 || CountMatches(rules.AnyOf, value, ref state, marks, marks.IsEmpty ? 1 : int.MaxValue) > 0)
            && (rules.OneOf.Length == 0 || CountMatches(rules.OneOf, value, ref state, marks, 2) == 1)
            && (rules.Not is null || !Evaluate(rules.Not, value, ref state, default))
            && (rules.If is null || EvaluateCondition(rules, value, ref state, marks));
    }

    private static bool EvaluateCondition(InPlaceRules rules, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        var next = EvaluateApart(rules.If!, value, ref state, marks) ? rules.Then : rules.Else;
        return next is null || Evaluate(next, value, ref state, marks);
    }

    /// <summary>Counts the schemas that match, up to <paramref name="enough"/>.</summary>
    private static int CountMatches(
        SchemaNode[] schemas, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks, int enough)
    {
        var count = 0;
        foreach (var schema in schemas)
        {
            if (EvaluateApart(schema, value, ref state, marks) && ++count >= enough)
                break;
        }
        return count;
    }

    /// <summary>Evaluates a schema whose failure is not the end, so that what it marked counts only when it matches.</summary>
    private static bool EvaluateApart(SchemaNode schema, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (marks.IsEmpty)
            return Evaluate(schema, value, ref state, default);
        ulong[]? rented = null;
        Span<ulong> own = marks.Length <= StackWords ? stackalloc ulong[StackWords] : (rented = ArrayPool<ulong>.Shared.Rent(marks.Length));
        own = own[..marks.Length];
        own.Clear();
        var valid = Evaluate(schema, value, ref state, own);
        for (var word = 0; valid && word < own.Length; word++)
            marks[word] |= own[word];
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return valid;
    }
}
