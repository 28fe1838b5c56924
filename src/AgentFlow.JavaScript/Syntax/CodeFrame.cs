using System.Globalization;
using System.Text;

namespace AgentFlow.JavaScript.Syntax;

/// <summary>Renders the lines around a place in a source, with a marker under the place, for a person or a model to read.</summary>
internal static class CodeFrame
{
    private const int LinesAround = 2;
    private const int MaxColumns = 120;

    /// <summary>
    /// The line of <paramref name="start"/> with two lines before and after it. Long lines are cut to a window of 120 characters, the same for
    /// all lines of the frame, so that the marker stays under its text.
    /// </summary>
    public static string Render(SourceText source, int start, int end)
    {
        var position = source.PositionOf(start);
        var first = Math.Max(1, position.Line - LinesAround);
        var last = Math.Min(source.LineCount, position.Line + LinesAround);
        var gutter = last.ToString(CultureInfo.InvariantCulture).Length;
        var skip = Math.Max(0, position.Column - 1 - (MaxColumns * 2 / 3));
        var frame = new StringBuilder();
        for (var line = first; line <= last; line++)
        {
            var text = source.Line(line);
            var atLine = line == position.Line;
            frame.Append(atLine ? "> " : "  ").Append(line.ToString(CultureInfo.InvariantCulture).PadLeft(gutter)).Append(" |");
            AppendWindow(frame, text, skip);
            frame.Append('\n');
            if (atLine)
                AppendMarker(frame, text, position.Column - 1, skip, end - start, gutter);
        }

        return frame.ToString(0, frame.Length - 1);
    }

    private static void AppendWindow(StringBuilder frame, ReadOnlySpan<char> line, int skip)
    {
        if (line.Length <= skip)
            return;
        frame.Append(' ');
        foreach (var c in line.Slice(skip, Math.Min(MaxColumns, line.Length - skip)))
            frame.Append(char.IsControl(c) && c != '\t' ? ' ' : c);
    }

    private static void AppendMarker(StringBuilder frame, ReadOnlySpan<char> line, int column, int skip, int length, int gutter)
    {
        frame.Append(' ', gutter + 2).Append(" | ");
        for (var i = skip; i < column; i++)
            frame.Append(i < line.Length && line[i] == '\t' ? '\t' : ' ');
        var room = Math.Min(line.Length, skip + MaxColumns) - column;
        frame.Append('^', Math.Max(1, Math.Min(length, room))).Append('\n');
    }
}
