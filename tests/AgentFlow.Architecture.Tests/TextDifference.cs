namespace AgentFlow.Architecture.Tests;

internal static class TextDifference
{
    private const int Shown = 5;

    /// <summary>The first lines in which two texts differ, ready for a message.</summary>
    public static string First(string was, string isNow)
    {
        var (old, now) = (was.Split('\n'), isNow.Split('\n'));
        var at = 0;
        while (at < Math.Min(old.Length, now.Length) && old[at] == now[at])
            at++;
        return $"line {at + 1}\n{Lines("- ", old[at..])}{Lines("+ ", now[at..])}";
    }

    private static string Lines(string mark, string[] lines) => string.Concat(lines.Take(Shown).Select(l => $"    {mark}{l}\n"));
}
