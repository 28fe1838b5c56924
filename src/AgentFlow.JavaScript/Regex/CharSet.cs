namespace AgentFlow.JavaScript.Regex;

/// <summary>An immutable set of code points: sorted, disjoint ranges, and a bitmap of ASCII for speed.</summary>
internal sealed class CharSet
{
    private readonly int[] _ranges;
    private readonly ulong _low;
    private readonly ulong _high;
    private CharSet? _inverted;

    private CharSet(int[] ranges)
    {
        _ranges = ranges;
        for (var c = 0; c < 128; c++)
        {
            if (!Search(c))
                continue;
            if (c < 64)
                _low |= 1UL << c;
            else
                _high |= 1UL << (c - 64);
        }
    }

    /// <summary>First and last code points of the ranges, in turn.</summary>
    public ReadOnlySpan<int> Ranges => _ranges;

    /// <summary>The last code point in the set, or -1.</summary>
    public int Last => _ranges.Length == 0 ? -1 : _ranges[^1];

    public static CharSet Of(params ReadOnlySpan<int> ranges)
    {
        var pairs = new List<(int First, int Last)>(ranges.Length / 2);
        for (var i = 0; i < ranges.Length; i += 2)
            pairs.Add((ranges[i], ranges[i + 1]));
        return Of(pairs);
    }

    /// <summary>The union of ranges in any order.</summary>
    public static CharSet Of(List<(int First, int Last)> ranges)
    {
        ranges.Sort();
        var merged = new List<int>(ranges.Count * 2);
        foreach (var (first, last) in ranges)
        {
            if (merged.Count > 0 && first <= merged[^1] + 1)
            {
                merged[^1] = Math.Max(merged[^1], last);
            }
            else
            {
                merged.Add(first);
                merged.Add(last);
            }
        }

        return new CharSet([.. merged]);
    }

    /// <summary>All other code points. The set is made once, so that who collects sets sees equal ones as one.</summary>
    public CharSet Inverted() => _inverted ??= Invert();

    private CharSet Invert()
    {
        var inverted = new List<int>(_ranges.Length + 2);
        var next = 0;
        for (var i = 0; i < _ranges.Length; i += 2)
        {
            if (_ranges[i] > next)
            {
                inverted.Add(next);
                inverted.Add(_ranges[i] - 1);
            }

            next = _ranges[i + 1] + 1;
        }

        if (next <= 0x10FFFF)
        {
            inverted.Add(next);
            inverted.Add(0x10FFFF);
        }

        return new CharSet([.. inverted]);
    }

    public bool Contains(int c)
    {
        if (c < 128)
            return ((c < 64 ? _low >> c : _high >> (c - 64)) & 1) != 0;
        return Search(c);
    }

    private bool Search(int c)
    {
        var (low, high) = (0, (_ranges.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (c < _ranges[middle * 2])
                high = middle - 1;
            else if (c > _ranges[(middle * 2) + 1])
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
