using System.Buffers;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>The keyword <c>uniqueItems</c>: small arrays pair by pair, larger ones by hash.</summary>
internal static class UniqueItems<TValue, TMembers, TItems>
    where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
    where TMembers : struct, IJsonMembers<TValue>, allows ref struct
    where TItems : struct, IJsonItems<TValue>, allows ref struct
{
    private const int PairwiseLimit = 8;

    public static bool AreUnique(scoped in TValue array, ref EvaluationState state)
    {
        var count = array.Count;
        if (count < 2)
            return true;
        return count <= PairwiseLimit ? ArePairsUnique(array, ref state) : AreHashesUnique(array, count, ref state);
    }

    /// <summary>The places of the first two equal items.</summary>
    public static (int First, int Second)? FindPair(scoped in TValue array, ref EvaluationState state)
    {
        var left = array.Items();
        for (var first = 0; left.MoveNext(); first++)
        {
            var right = array.Items();
            for (var second = 0; right.MoveNext(); second++)
            {
                if (second > first && AreEqual(left.Current, right.Current, ref state))
                    return (first, second);
            }
        }
        return null;
    }

    private static bool ArePairsUnique(scoped in TValue array, ref EvaluationState state)
    {
        var left = array.Items();
        while (left.MoveNext())
        {
            var right = left;
            while (right.MoveNext())
            {
                if (AreEqual(left.Current, right.Current, ref state))
                    return false;
            }
        }
        return true;
    }

    private static bool AreHashesUnique(scoped in TValue array, int count, ref EvaluationState state)
    {
        var hashes = ArrayPool<int>.Shared.Rent(count);
        var places = ArrayPool<int>.Shared.Rent(count);
        var items = array.Items();
        for (var index = 0; items.MoveNext(); index++)
        {
            hashes[index] = Hash(items.Current, ref state);
            places[index] = index;
        }
        hashes.AsSpan(0, count).Sort(places.AsSpan(0, count));
        var unique = true;
        for (var first = 0; unique && first < count - 1; first++)
        {
            for (var second = first + 1; unique && second < count && hashes[second] == hashes[first]; second++)
                unique = !AreEqualAt(array, places[first], places[second], ref state);
        }
        ArrayPool<int>.Shared.Return(hashes);
        ArrayPool<int>.Shared.Return(places);
        return unique && state.Limit == EvaluationLimit.None;
    }

    private static bool AreEqualAt(scoped in TValue array, int first, int second, ref EvaluationState state)
    {
        state.Charge(Math.Max(first, second));
        var left = array.Items();
        for (var index = 0; index <= first; index++)
            left.MoveNext();
        var right = array.Items();
        for (var index = 0; index <= second; index++)
            right.MoveNext();
        return AreEqual(left.Current, right.Current, ref state);
    }

    private static bool AreEqual(scoped in TValue left, scoped in TValue right, ref EvaluationState state)
    {
        if (left.Kind != right.Kind)
            return false;
        if (!state.Enter())
            return true;
        var equal = left.Kind switch
        {
            JsonValueKind.String => JsonText.Equal(left.Raw, right.Raw),
            JsonValueKind.Number => new JsonNumber(left.Raw).CompareTo(new JsonNumber(right.Raw)) == 0,
            JsonValueKind.Array => left.Count == right.Count && AreItemsEqual(left, right, ref state),
            JsonValueKind.Object => left.Count == right.Count && AreMembersEqual(left, right, ref state),
            _ => true,
        };
        state.Leave();
        return equal;
    }

    private static bool AreItemsEqual(scoped in TValue left, scoped in TValue right, ref EvaluationState state)
    {
        var leftItems = left.Items();
        var rightItems = right.Items();
        while (leftItems.MoveNext() && rightItems.MoveNext())
        {
            if (!AreEqual(leftItems.Current, rightItems.Current, ref state))
                return false;
        }
        return true;
    }

    private static bool AreMembersEqual(scoped in TValue left, scoped in TValue right, ref EvaluationState state)
    {
        var leftMembers = left.Members();
        while (leftMembers.MoveNext())
        {
            var found = false;
            var rightMembers = right.Members();
            while (!found && rightMembers.MoveNext())
            {
                state.Charge(1);
                found = JsonText.Equal(leftMembers.RawName, rightMembers.RawName)
                    && AreEqual(leftMembers.Current, rightMembers.Current, ref state);
            }
            if (!found)
                return false;
        }
        return true;
    }

    private static int Hash(scoped in TValue value, ref EvaluationState state)
    {
        if (!state.Enter())
            return 0;
        var hash = (int)value.Kind;
        switch (value.Kind)
        {
            case JsonValueKind.String:
                hash = HashText(value.Raw);
                break;
            case JsonValueKind.Number:
                hash = new JsonNumber(value.Raw).GetValueHash();
                break;
            case JsonValueKind.Array:
                var items = value.Items();
                while (items.MoveNext())
                    hash = HashCode.Combine(hash, Hash(items.Current, ref state));
                break;
            case JsonValueKind.Object:
                var members = value.Members();
                while (members.MoveNext())
                    hash += HashCode.Combine(HashText(members.RawName), Hash(members.Current, ref state));
                break;
            default:
                break;
        }
        state.Leave();
        return hash;
    }

    private static int HashText(ReadOnlySpan<byte> raw)
    {
        var hash = default(HashCode);
        if (!JsonText.IsEscaped(raw))
        {
            hash.AddBytes(raw);
            return hash.ToHashCode();
        }
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        hash.AddBytes(rented.AsSpan(0, JsonText.Unescape(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash.ToHashCode();
    }
}
