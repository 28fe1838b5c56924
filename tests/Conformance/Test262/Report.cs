using System.Globalization;

namespace AgentFlow.JavaScript.Test262;

/// <summary>The table of results by folder.</summary>
internal static class Report
{
    public static void Write(IReadOnlyCollection<TestOutcome> outcomes, int depth, TextWriter output)
    {
        output.WriteLine("| folder | tests | passed | % |");
        output.WriteLine("|---|---:|---:|---:|");
        foreach (var group in outcomes.GroupBy(o => Folder(o.Path, depth)).OrderBy(g => g.Key, StringComparer.Ordinal))
            WriteRow(group.Key, group.ToArray(), output);
        WriteRow("**all**", outcomes, output);
    }

    private static void WriteRow(string name, IReadOnlyCollection<TestOutcome> outcomes, TextWriter output)
    {
        var passed = outcomes.Count(static o => o.Passed);
        var percent = outcomes.Count == 0 ? 100 : 100.0 * passed / outcomes.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {outcomes.Count} | {passed} | {Math.Floor(percent * 10) / 10:0.0} |"));
    }

    private static string Folder(string path, int depth)
    {
        var parts = path.Split('/');
        return string.Join('/', parts.Take(Math.Min(depth, parts.Length - 1)));
    }
}
