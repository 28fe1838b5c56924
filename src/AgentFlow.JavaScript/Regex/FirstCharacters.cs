namespace AgentFlow.JavaScript.Regex;

/// <summary>Finds which characters a match can start with, so that the matcher can skip all others.</summary>
internal static class FirstCharacters
{
    /// <summary>The set of code units; null where it is not known, or where the pattern can match nothing.</summary>
    public static CharSet? Of(RegexNode root, RegexFlags flags)
    {
        if ((flags & RegexFlags.IgnoreCase) != 0 || root.IsNullable)
            return null;
        var ranges = new List<(int First, int Last)>();
        if (!Collect(root, ranges))
            return null;
        var set = CharSet.Of(ranges);

        // With u, characters above the first plane start with a surrogate.
        return (flags & RegexFlags.Unicode) != 0 && set.Last >= 0xD800 ? null : set;
    }

    // Adds what a part can start with; false where that is not known.
    private static bool Collect(RegexNode node, List<(int First, int Last)> ranges)
    {
        switch (node)
        {
            case CharNode single:
                ranges.Add((single.Character, single.Character));
                return true;
            case SetNode { Set: { } set } of when ranges.Count < 1_000:
                var members = of.Inverted ? set.Inverted() : set;
                for (var i = 0; i < members.Ranges.Length; i += 2)
                    ranges.Add((members.Ranges[i], members.Ranges[i + 1]));
                return true;
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    if (!Collect(item, ranges))
                        return false;
                    if (!item.IsNullable)
                        break;
                }

                return true;
            case AlternationNode alternation:
                return Array.TrueForAll(alternation.Items, item => Collect(item, ranges));
            case GroupNode group:
                return Collect(group.Body, ranges);
            case RepeatNode repeat:
                return repeat.Max == 0 || Collect(repeat.Body, ranges);
            case AssertionNode or LookNode:
                return true;
            default:
                return false;
        }
    }
}
