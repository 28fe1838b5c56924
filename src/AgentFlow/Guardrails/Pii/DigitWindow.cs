using System.Text;

namespace AgentFlow.Guardrails.Pii;

/// <summary>A stretch of a text that is whole groups of digits with one separator between them.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last digit.</param>
/// <param name="Digits">Its digits.</param>
/// <param name="Groups">The lengths of its groups.</param>
internal readonly record struct DigitWindow(int Start, int End, string Digits, IReadOnlyList<int> Groups)
{
    /// <summary>
    /// All stretches with so many digits that stand by themselves, from every group the longest first. A group has a bounded number of them, so that the time grows with the
    /// text's length and no faster.
    /// </summary>
    public static IEnumerable<DigitWindow> In(string text, string separators, int min, int max)
    {
        var groups = FindGroups(text);
        for (var first = 0; first < groups.Count; first++)
        {
            if (groups[first].Start > 0 && char.IsLetterOrDigit(text[groups[first].Start - 1]))
                continue;
            var windows = new List<DigitWindow>();
            var digits = new StringBuilder();
            var lengths = new List<int>();
            for (var last = first; last < groups.Count && digits.Length < max; last++)
            {
                if (last > first && !IsJoint(text, groups[last - 1].End, groups[last].Start, separators))
                    break;
                digits.Append(text, groups[last].Start, groups[last].End - groups[last].Start);
                lengths.Add(groups[last].End - groups[last].Start);
                var standsAlone = groups[last].End == text.Length || !char.IsLetterOrDigit(text[groups[last].End]);
                if (standsAlone && digits.Length >= min && digits.Length <= max)
                    windows.Add(new DigitWindow(groups[first].Start, groups[last].End, digits.ToString(), [.. lengths]));
            }
            for (var i = windows.Count - 1; i >= 0; i--)
                yield return windows[i];
        }
    }

    /// <summary>One separator; two where one of them is a bracket, as in <c>(030) 123</c>.</summary>
    private static bool IsJoint(string text, int from, int to, string separators)
    {
        if (to - from is < 1 or > 2)
            return false;
        for (var i = from; i < to; i++)
        {
            if (!separators.Contains(text[i]))
                return false;
        }
        return to - from == 1 || text[from] is '(' or ')' || text[from + 1] == '(';
    }

    private static List<(int Start, int End)> FindGroups(string text)
    {
        var groups = new List<(int, int)>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            groups.Add((start, i));
        }
        return groups;
    }
}
