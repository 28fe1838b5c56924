namespace AgentFlow.Tools.Prompted;

/// <summary>Tells what may begin a call, as early as that can be told.</summary>
/// <param name="tools">The names of the tools.</param>
internal sealed class CallOpenings(IReadOnlyCollection<string> tools)
{
    private const int LongestName = 64;
    private const string Fence = "```";
    private const string FunctionTag = "<function=";
    private const string Action = "Action:";
    private const string Observation = "Observation:";

    private static readonly (string Opener, string? Closer)[] Tags =
    [
        ("<tool_call>", "</tool_call>"), ("<tool_calls>", "</tool_calls>"), ("<function_call>", "</function_call>"), ("<functioncall>", "</functioncall>"),
        ("<tool>", "</tool>"), ("<tools>", "</tools>"), ("<tool_use>", "</tool_use>"), ("<|tool_call|>", "<|/tool_call|>"), ("<|python_tag|>", null), ("[TOOL_CALLS]", null),
    ];

    private static readonly string[] MadeUp = ["<tool_response", "<tool_result", "<function_response"];
    private static readonly string[] Labels = ["Action Input:", "Action_Input:", "Input:", "Arguments:"];
    private static readonly string[] Languages = ["json", "json5", "jsonc", "tool_call", "tool_calls", "tool_code", "tool", "function_call", "xml"];

    public static bool CanBegin(char c) => c is '<' or '[' or '{' or '`' or 'A' or 'a' or 'O' or 'o';

    /// <param name="text">The text from the place on.</param>
    /// <param name="isLineStart">Whether only spaces stand before it on its line.</param>
    /// <param name="hasCalls">Whether calls were found before.</param>
    /// <param name="isFinal">Whether no more text comes.</param>
    public CallOpening Match(ReadOnlySpan<char> text, bool isLineStart, bool hasCalls, bool isFinal)
    {
        var opening = text[0] switch
        {
            '`' => isLineStart ? MatchFence(text) : CallOpening.None,
            '{' => Value(text, 0),
            '<' or '[' => MatchTag(text, hasCalls),
            _ => isLineStart ? MatchLabel(text, hasCalls, isFinal) : CallOpening.None,
        };
        return isFinal && opening.Kind == CallOpeningKind.Undecided ? CallOpening.None : opening;
    }

    private CallOpening MatchTag(ReadOnlySpan<char> text, bool hasCalls)
    {
        var isUndecided = false;
        foreach (var (opener, closer) in Tags)
        {
            if (text.StartsWith(opener, StringComparison.OrdinalIgnoreCase))
                return new(CallOpeningKind.Json, opener.Length, closer);
            isUndecided |= Begins(opener, text);
        }
        foreach (var opener in hasCalls ? MadeUp : [])
        {
            if (text.StartsWith(opener, StringComparison.OrdinalIgnoreCase))
                return new(CallOpeningKind.MadeUpResult);
            isUndecided |= Begins(opener, text);
        }
        if (isUndecided || Begins(FunctionTag, text))
            return CallOpening.Undecided;
        if (text[0] == '[')
            return Value(text, 0);
        if (!text.StartsWith(FunctionTag, StringComparison.OrdinalIgnoreCase))
            return CallOpening.None;
        var end = NameEnd(text, FunctionTag.Length);
        return end == text.Length ? CallOpening.Undecided
            : text[end] == '>' && end > FunctionTag.Length ? new(CallOpeningKind.Json, end + 1, "</function>", text[FunctionTag.Length..end].ToString())
            : CallOpening.None;
    }

    private CallOpening MatchFence(ReadOnlySpan<char> text)
    {
        if (text.Length < Fence.Length)
            return text.IndexOfAnyExcept('`') < 0 ? CallOpening.Undecided : CallOpening.None;
        if (!text.StartsWith(Fence, StringComparison.Ordinal))
            return CallOpening.None;
        var end = NameEnd(text, Fence.Length);
        var language = text[Fence.Length..end];
        var isKnown = language.IsEmpty;
        var isUndecided = end == text.Length;
        var mayBeKnown = isKnown;
        foreach (var known in Languages)
        {
            isKnown |= language.Equals(known, StringComparison.OrdinalIgnoreCase);
            mayBeKnown |= Begins(known, language);
        }
        if (isUndecided && (isKnown || mayBeKnown))
            return CallOpening.Undecided;
        var content = end + (text[end..].Length - text[end..].TrimStart().Length);
        if (isKnown && content == text.Length)
            return CallOpening.Undecided;
        var inner = !isKnown ? CallOpening.None : text[content] == '<' ? MatchTag(text[content..], hasCalls: false) : Value(text[content..], content);
        // A tag within a fence: the fence ends it, and the reader takes the tag off.
        return inner.Kind switch
        {
            CallOpeningKind.Undecided => inner,
            CallOpeningKind.Json => new(CallOpeningKind.Json, content, Fence, null, IsMarked: text[content] == '<' || language.StartsWith("tool_call", StringComparison.OrdinalIgnoreCase)),
            _ => new(CallOpeningKind.PlainFence),
        };
    }

    /// <summary><c>Action:</c>, the tool's name, and in a line of its own <c>Action Input:</c>, behind which the arguments stand.</summary>
    private CallOpening MatchLabel(ReadOnlySpan<char> text, bool hasCalls, bool isFinal)
    {
        if (hasCalls && text.StartsWith(Observation, StringComparison.OrdinalIgnoreCase))
            return new(CallOpeningKind.MadeUpResult);
        if (Begins(Action, text) || (hasCalls && Begins(Observation, text)))
            return CallOpening.Undecided;
        if (!text.StartsWith(Action, StringComparison.OrdinalIgnoreCase))
            return CallOpening.None;
        var start = Skip(text, Action.Length, " \t*`'\"");
        var end = NameEnd(text, start);
        if (end - start > LongestName)
            return CallOpening.None;
        if (end == text.Length && !isFinal)
            return CallOpening.Undecided;
        var name = text[start..end].ToString();
        var lineEnd = Skip(text, end, " \t\r*`'\"");
        if (lineEnd < text.Length && text[lineEnd] != '\n')
            return CallOpening.None;
        var label = Skip(text, lineEnd, " \t\r\n*");
        foreach (var known in name.Length == 0 ? [] : Labels)
        {
            if (!text[label..].StartsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                if (!isFinal && (label == text.Length || Begins(known, text[label..])))
                    return CallOpening.Undecided;
                continue;
            }
            var value = Skip(text, label + known.Length, " \t\r\n*");
            return value < text.Length ? Input(text, value, name)
                : isFinal ? new(CallOpeningKind.Bare, value, Tool: name) : CallOpening.Undecided;
        }
        return tools.Contains(name) ? new(CallOpeningKind.Bare, lineEnd, Tool: name) : CallOpening.None;
    }

    private static CallOpening Input(ReadOnlySpan<char> text, int value, string name)
    {
        if (text[value] is '{' or '[')
            return new(CallOpeningKind.Json, value, null, name);
        if (text[value] != '`')
            return new(CallOpeningKind.Line, value, null, name);
        var fenced = value;
        while (fenced < text.Length && text[fenced] is not ('{' or '['))
        {
            if (text[fenced] != '`' && !char.IsAsciiLetter(text[fenced]) && !char.IsWhiteSpace(text[fenced]))
                return new(CallOpeningKind.Line, value, null, name);
            fenced++;
        }
        return fenced == text.Length ? CallOpening.Undecided : new(CallOpeningKind.Json, fenced, Fence, name);
    }

    /// <summary>A JSON value that may be a call, as its first key says.</summary>
    private CallOpening Value(ReadOnlySpan<char> text, int length)
    {
        if (text[0] is not ('{' or '['))
            return CallOpening.None;
        var at = text[0] == '[' ? Skip(text, 1, " \t\r\n") : 0;
        if (at < text.Length && text[at] != '{')
            return CallOpening.None;
        at = Skip(text, at + 1, " \t\r\n");
        if (at >= text.Length)
            return CallOpening.Undecided;
        if (text[at] is '"' or '\'')
            at++;
        var end = NameEnd(text, at);
        var key = text[at..end];
        foreach (var known in CallKeys.All.Concat(tools))
        {
            if (end == text.Length ? Begins(known, key) || key.Equals(known, StringComparison.OrdinalIgnoreCase) : key.Equals(known, StringComparison.OrdinalIgnoreCase))
                return end == text.Length ? CallOpening.Undecided : new(CallOpeningKind.Json, length, IsMarked: false);
        }
        return CallOpening.None;
    }

    private static bool Begins(string whole, ReadOnlySpan<char> text) =>
        text.Length < whole.Length && whole.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static int NameEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.'))
            at++;
        return at;
    }

    private static int Skip(ReadOnlySpan<char> text, int at, string characters)
    {
        while (at < text.Length && characters.Contains(text[at], StringComparison.Ordinal))
            at++;
        return at;
    }
}
