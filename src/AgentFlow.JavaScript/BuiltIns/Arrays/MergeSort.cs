namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <summary>A stable sort that survives comparers which contradict themselves: it ends after n log n comparisons whatever they say.</summary>
internal static class MergeSort
{
    private const int Run = 8;

    /// <summary>Sorts in place, with a buffer of the same length. Runs of eight by insertion, then merges, bottom up.</summary>
    public static void Sort<T, TComparer>(Span<T> items, Span<T> buffer, TComparer comparer)
        where TComparer : struct, IComparer<T>
    {
        for (var start = 0; start < items.Length; start += Run)
            Insert(items.Slice(start, Math.Min(Run, items.Length - start)), comparer);
        var source = items;
        var target = buffer;
        for (long width = Run; width < items.Length; width *= 2)
        {
            for (long low = 0; low < items.Length; low += 2 * width)
            {
                var middle = (int)Math.Min(low + width, items.Length);
                var high = (int)Math.Min(low + (2 * width), items.Length);
                Merge(source[(int)low..middle], source[middle..high], target[(int)low..high], comparer);
            }

            var swap = source;
            source = target;
            target = swap;
        }

        if (source != items)
            source[..items.Length].CopyTo(items);
    }

    private static void Insert<T, TComparer>(Span<T> items, TComparer comparer)
        where TComparer : struct, IComparer<T>
    {
        for (var i = 1; i < items.Length; i++)
        {
            var item = items[i];
            var at = i;
            while (at > 0 && comparer.Compare(items[at - 1], item) > 0)
            {
                items[at] = items[at - 1];
                at--;
            }

            items[at] = item;
        }
    }

    private static void Merge<T, TComparer>(Span<T> left, Span<T> right, Span<T> target, TComparer comparer)
        where TComparer : struct, IComparer<T>
    {
        // Halves that are in order already, as in sorted input, cost one comparison.
        if (right.Length == 0 || comparer.Compare(left[^1], right[0]) <= 0)
        {
            left.CopyTo(target);
            right.CopyTo(target[left.Length..]);
            return;
        }

        int l = 0, r = 0, t = 0;
        while (l < left.Length && r < right.Length)
            target[t++] = comparer.Compare(left[l], right[r]) <= 0 ? left[l++] : right[r++];
        left[l..].CopyTo(target[t..]);
        right[r..].CopyTo(target[(t + left.Length - l)..]);
    }
}
