namespace AgentFlow.JavaScript.Syntax;

/// <summary>A source text, its name and where its lines start.</summary>
internal sealed class SourceText(string text, string name = "script.js")
{
    private int[]? _lineStarts;

    public string Text { get; } = text;

    public string Name { get; } = name;

    /// <summary>The line and column, both from 1, of an offset. A column counts UTF-16 code units.</summary>
    public SourcePosition PositionOf(int offset)
    {
        var starts = _lineStarts ??= FindLines(Text);
        offset = Math.Clamp(offset, 0, Text.Length);
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return new SourcePosition(line + 1, offset - starts[line] + 1);
    }

    /// <summary>The number of lines; at least one.</summary>
    public int LineCount => (_lineStarts ??= FindLines(Text)).Length;

    /// <summary>The text of a line (from 1) without its end.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var starts = _lineStarts ??= FindLines(Text);
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text.AsSpan(starts[line - 1], end - starts[line - 1]).TrimEnd("\r\n\u2028\u2029");
    }

    private static int[] FindLines(string text)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                continue;
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}

/// <summary>A place in a source text; both numbers count from 1.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
