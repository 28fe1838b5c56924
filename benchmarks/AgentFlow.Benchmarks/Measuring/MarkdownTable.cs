using System.Globalization;

namespace AgentFlow.Benchmarks.Measuring;

/// <summary>A table as Markdown has it, to be pasted into the documentation.</summary>
internal static class MarkdownTable
{
    public static void Write(TextWriter writer, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        writer.WriteLine();
        writer.WriteLine($"### {title}");
        writer.WriteLine();
        WriteRow(writer, columns);
        WriteRow(writer, [.. columns.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
            WriteRow(writer, row);
        writer.Flush();
    }

    /// <summary>A figure with about three digits.</summary>
    public static string Figure(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.ToString("N2", CultureInfo.InvariantCulture),
    };

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
