namespace AgentFlow.Tools.Prompted;

/// <summary>Finds where a JSON value that arrives in pieces ends, by its brackets alone, so that it need not be right otherwise.</summary>
internal sealed class BracketMatcher
{
    private int _depth;
    private char _quote;
    private char _before;

    /// <summary>Up to where the text has been looked at.</summary>
    public int Position { get; set; }

    public bool IsOpen => _depth > 0;

    /// <summary>Whether a value has begun.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Goes on to the end of the value or to the closer, whichever comes first; false when the text ends before.</summary>
    /// <param name="text">All text from the beginning on; <see cref="Position"/> stands on a bracket or behind it.</param>
    /// <param name="closer">What ends it when brackets are missing; it begins with a character that JSON has in strings only.</param>
    /// <param name="isFinal">Whether no more text comes.</param>
    public bool Advance(ReadOnlySpan<char> text, string? closer, bool isFinal)
    {
        HasValue = true;
        for (; Position < text.Length; Position++)
        {
            var c = text[Position];
            if (_quote == 0 && c == closer?[0])
            {
                if (text[Position..].StartsWith(closer, StringComparison.Ordinal))
                {
                    _depth = 0;
                    return true;
                }
                if (!isFinal && closer.AsSpan().StartsWith(text[Position..], StringComparison.Ordinal))
                    return false;
            }
            if (_quote == 0)
                TakeOutside(c);
            else if (!TryTakeInside(text, c, isFinal))
                return false;
            if (_depth == 0)
            {
                Position++;
                return true;
            }
        }
        return false;
    }

    private void TakeOutside(char c)
    {
        if (c is '{' or '[')
            _depth++;
        else if (c is '}' or ']')
            _depth--;
        else if (c == '"' || (c == '\'' && _before is '{' or '[' or ',' or ':'))
            _quote = c;
        if (!char.IsWhiteSpace(c))
            _before = c;
    }

    /// <summary>An apostrophe within single quotes is told from the closing one by what follows; false when that has not come yet.</summary>
    private bool TryTakeInside(ReadOnlySpan<char> text, char c, bool isFinal)
    {
        if (c == '\\' && Position + 1 == text.Length && !isFinal)
            return false;
        if (c == '\\')
            Position++;
        if (c != _quote)
            return true;
        if (c == '\'')
        {
            var after = text[(Position + 1)..].TrimStart();
            if (after.IsEmpty && !isFinal)
                return false;
            if (!after.IsEmpty && after[0] is not (',' or ':' or '}' or ']'))
                return true;
        }
        (_quote, _before) = ('\0', c);
        return true;
    }
}
