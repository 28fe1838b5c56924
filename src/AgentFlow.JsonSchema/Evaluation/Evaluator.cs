using System.Buffers;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>
/// Answers yes or no, stopping at the first no. <c>marks</c> has one bit for each member or item of the value and collects those that a
/// schema has evaluated; it is empty where no <c>unevaluated...</c> keyword asks.
/// </summary>
internal static partial class Evaluator<TValue, TMembers, TItems>
    where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
    where TMembers : struct, IJsonMembers<TValue>, allows ref struct
    where TItems : struct, IJsonItems<TValue>, allows ref struct
{
    private const int StackWords = 4;

    public static bool Evaluate(SchemaNode node, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (node.Always is { } always)
            return always;
        if (!state.Enter())
            return false;
        var pushed = state.TracksScope && state.Push(node.Resource);
        var valid = HasUnevaluated(node, value.Kind) ? EvaluateTracked(node, value, ref state, marks) : EvaluateKeywords(node, value, ref state, marks);
        if (pushed)
            state.Pop();
        state.Leave();
        return valid;
    }

    /// <summary>Whether the type is one that the schema allows.</summary>
    public static bool HasType(TypeSet types, scoped in TValue value)
    {
        var type = TypeSets.Of(value.Kind);
        return (types & type) != 0
            || (type == TypeSet.Number && (types & TypeSet.Integer) != 0 && new JsonNumber(value.Raw).IsInteger);
    }

    /// <summary>Which members or items the keywords of a schema evaluate, those called <c>unevaluated...</c> left out.</summary>
    public static bool[] MarkEvaluated(SchemaNode node, scoped in TValue value, ref EvaluationState state)
    {
        var evaluated = new bool[value.Count];
        var marks = new ulong[(evaluated.Length + 63) / 64];
        EvaluateKeywords(node, value, ref state, marks);
        for (var index = 0; index < evaluated.Length; index++)
            evaluated[index] = IsMarked(marks, index);
        return evaluated;
    }

    private static bool EvaluateKeywords(SchemaNode node, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        if (node.Types != TypeSet.Any && !HasType(node.Types, value))
            return false;
        if (node.Const is { } only && (!state.Charge(only.Cost) || !only.Contains<TValue, TMembers, TItems>(value)))
            return false;
        if (node.Enum is { } values && (!state.Charge(values.Cost) || !values.Contains<TValue, TMembers, TItems>(value)))
            return false;
        var valid = value.Kind switch
        {
            JsonValueKind.Object => node.Object is null || EvaluateObject(node.Object, value, ref state, marks),
            JsonValueKind.Array => node.Array is null || EvaluateArray(node.Array, value, ref state, marks),
            JsonValueKind.String => node.String is null || node.String.Accepts(value.Raw, ref state),
            JsonValueKind.Number => node.Number is null || node.Number.Accepts(value.Raw, ref state),
            _ => true,
        };
        return valid && (node.InPlace is null || EvaluateInPlace(node.InPlace, value, ref state, marks));
    }

    private static bool HasUnevaluated(SchemaNode node, JsonValueKind kind) =>
        (node.UnevaluatedProperties is not null && kind == JsonValueKind.Object)
        || (node.UnevaluatedItems is not null && kind == JsonValueKind.Array);

    private static bool EvaluateTracked(SchemaNode node, scoped in TValue value, ref EvaluationState state, scoped Span<ulong> marks)
    {
        var count = value.Count;
        var words = (count + 63) / 64;
        ulong[]? rented = null;
        Span<ulong> own = words <= StackWords ? stackalloc ulong[StackWords] : (rented = ArrayPool<ulong>.Shared.Rent(words));
        own = own[..words];
        own.Clear();
        var valid = EvaluateKeywords(node, value, ref state, own);
        if (valid && value.Kind == JsonValueKind.Object)
            valid = EvaluateUnmarkedMembers(node.UnevaluatedProperties!, value, ref state, own);
        else if (valid)
            valid = EvaluateUnmarkedItems(node.UnevaluatedItems!, value, ref state, own);
        if (valid && !marks.IsEmpty)
            marks.Fill(ulong.MaxValue);
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return valid;
    }

    private static bool EvaluateUnmarkedMembers(SchemaNode schema, scoped in TValue value, ref EvaluationState state, scoped ReadOnlySpan<ulong> marks)
    {
        if (schema.Always == true)
            return true;
        var members = value.Members();
        for (var index = 0; members.MoveNext(); index++)
        {
            if (!IsMarked(marks, index) && !Evaluate(schema, members.Current, ref state, default))
                return false;
        }
        return true;
    }

    private static bool EvaluateUnmarkedItems(SchemaNode schema, scoped in TValue value, ref EvaluationState state, scoped ReadOnlySpan<ulong> marks)
    {
        if (schema.Always == true)
            return true;
        var items = value.Items();
        for (var index = 0; items.MoveNext(); index++)
        {
            if (!IsMarked(marks, index) && !Evaluate(schema, items.Current, ref state, default))
                return false;
        }
        return true;
    }

    private static bool IsMarked(scoped ReadOnlySpan<ulong> marks, int index) => (marks[index >> 6] & (1UL << (index & 63))) != 0;

    private static void Mark(scoped Span<ulong> marks, int index)
    {
        if (!marks.IsEmpty)
            marks[index >> 6] |= 1UL << (index & 63);
    }
}
