using System.Text;

namespace AgentFlow.Output.Yaml;

/// <summary>Puts the lines of a block string together.</summary>
internal static class YamlBlockString
{
    /// <param name="lines">The lines without the indentation of the block.</param>
    /// <param name="isFolded">Whether line breaks between lines that begin at the margin are spaces.</param>
    /// <param name="chomping"><c>-</c> for no break at the end, <c>+</c> for all of them, otherwise one.</param>
    public static string Join(List<string> lines, bool isFolded, char chomping)
    {
        var last = lines.FindLastIndex(l => l.Length > 0);
        var text = new StringBuilder();
        for (var i = 0; i <= last; i++)
        {
            text.Append(lines[i]);
            if (i < last)
                text.Append(isFolded ? Separator(lines, i) : "\n");
        }
        if (chomping == '+')
            text.Append('\n', lines.Count - last - (last < 0 ? 1 : 0));
        else if (chomping != '-' && last >= 0)
            text.Append('\n');
        return text.ToString();
    }

    /// <summary>Of the breaks between two lines at the margin the first is a space, or nothing when empty lines follow.</summary>
    private static string Separator(List<string> lines, int index)
    {
        var (line, next) = (lines[index], lines[index + 1]);
        if (line.Length == 0 || !IsAtMargin(line))
            return "\n";
        if (next.Length > 0)
            return IsAtMargin(next) ? " " : "\n";
        return NextText(lines, index) is { } after && IsAtMargin(after) ? string.Empty : "\n";
    }

    private static bool IsAtMargin(string line) => line[0] is not (' ' or '\t');

    private static string? NextText(List<string> lines, int index) => lines.Skip(index + 1).FirstOrDefault(l => l.Length > 0);
}
