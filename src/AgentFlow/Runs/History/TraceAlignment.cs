namespace AgentFlow.Runs;

/// <summary>Aligns two traces by their longest common subsequence (Hunt and McIlroy 1976, the plain dynamic programme), after what both begin and end with.</summary>
internal static class TraceAlignment
{
    // Above it the middle is set side by side as a block; two runs that have so little in common are not read line by line.
    private const long MaxCells = 16_000_000;

    public static IReadOnlyList<RunDiffLine> Align(IReadOnlyList<TraceLine> left, IReadOnlyList<TraceLine> right)
    {
        var lines = new List<RunDiffLine>();
        var head = 0;
        while (head < left.Count && head < right.Count && left[head].IsSameAs(right[head]))
        {
            lines.Add(Same(left[head], right[head]));
            head++;
        }
        var tail = 0;
        while (tail < left.Count - head && tail < right.Count - head && left[^(tail + 1)].IsSameAs(right[^(tail + 1)]))
            tail++;
        var gap = new Gap(lines);
        AlignMiddle([.. left.Skip(head).SkipLast(tail)], [.. right.Skip(head).SkipLast(tail)], lines, gap);
        gap.Close();
        for (; tail > 0; tail--)
            lines.Add(Same(left[^tail], right[^tail]));
        return lines;
    }

    private static void AlignMiddle(TraceLine[] left, TraceLine[] right, List<RunDiffLine> lines, Gap gap)
    {
        if ((long)left.Length * right.Length > MaxCells)
        {
            gap.Left.AddRange(left);
            gap.Right.AddRange(right);
            return;
        }
        var lengths = CommonLengths(left, right);
        var (l, r) = (0, 0);
        while (l < left.Length && r < right.Length)
        {
            if (left[l].IsSameAs(right[r]))
            {
                gap.Close();
                lines.Add(Same(left[l++], right[r++]));
            }
            else if (lengths[l + 1, r] >= lengths[l, r + 1])
            {
                gap.Left.Add(left[l++]);
            }
            else
            {
                gap.Right.Add(right[r++]);
            }
        }
        gap.Left.AddRange(left[l..]);
        gap.Right.AddRange(right[r..]);
    }

    private static int[,] CommonLengths(TraceLine[] left, TraceLine[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var l = left.Length - 1; l >= 0; l--)
        {
            for (var r = right.Length - 1; r >= 0; r--)
                lengths[l, r] = left[l].IsSameAs(right[r]) ? lengths[l + 1, r + 1] + 1 : Math.Max(lengths[l + 1, r], lengths[l, r + 1]);
        }
        return lengths;
    }

    private static RunDiffLine Same(TraceLine left, TraceLine right) =>
        new() { Kind = DiffKind.Same, Left = left.Event, Right = right.Event, LeftText = left.Text, RightText = right.Text };

    /// <summary>What stands between two common lines: of each side's lines, those of the same kind are set side by side, in order.</summary>
    private sealed class Gap(List<RunDiffLine> lines)
    {
        public List<TraceLine> Left { get; } = [];

        public List<TraceLine> Right { get; } = [];

        public void Close()
        {
            var next = 0;
            foreach (var left in Left)
            {
                var match = Right.FindIndex(next, r => r.What == left.What);
                if (match < 0)
                {
                    lines.Add(new RunDiffLine { Kind = DiffKind.OnlyLeft, Left = left.Event, LeftText = left.Text });
                    continue;
                }
                AddRight(next, match);
                lines.Add(new RunDiffLine { Kind = DiffKind.Changed, Left = left.Event, Right = Right[match].Event, LeftText = left.Text, RightText = Right[match].Text });
                next = match + 1;
            }
            AddRight(next, Right.Count);
            Left.Clear();
            Right.Clear();
        }

        private void AddRight(int from, int to)
        {
            for (var i = from; i < to; i++)
                lines.Add(new RunDiffLine { Kind = DiffKind.OnlyRight, Right = Right[i].Event, RightText = Right[i].Text });
        }
    }
}
