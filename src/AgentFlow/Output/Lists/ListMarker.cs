namespace AgentFlow.Output.Lists;

/// <summary>Recognises what stands before a list item: <c>1.</c>, <c>1)</c>, <c>-</c>, <c>*</c>, <c>+</c> or a bullet, and a space.</summary>
internal static class ListMarker
{
    /// <summary>The length of the marker with the spaces behind it; 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var mark = digits < 0 ? text.Length : digits;
        if (mark >= text.Length || mark > 9 || (mark > 0 ? text[mark] is not ('.' or ')') : text[0] is not ('-' or '*' or '+' or '\u2022' or '\u25e6' or '\u2013')))
            return 0;
        mark++;
        var spaces = text[mark..].IndexOfAnyExcept(' ', '\t');
        return spaces > 0 ? mark + spaces : 0;
    }
}
