namespace AgentFlow.Output.Yaml;

internal sealed partial class YamlReader
{
    private void SkipSpaces()
    {
        while (Current is ' ' or '\t')
            _at++;
    }

    /// <summary>Passes over spaces, empty lines and comments; a tab may not indent.</summary>
    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '\n')
                NewLine();
            else if (c == '#' && (_at == _lineStart || _text[_at - 1] is ' ' or '\t'))
                _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            else if (c == ' ' || c == '\t' && !IsIndenting())
                _at++;
            else
                return;
        }
    }

    /// <summary>Whether a tab stands where only spaces tell how far to the right the text of the line is.</summary>
    private bool IsIndenting()
    {
        if (_text.AsSpan(_lineStart, _at - _lineStart).IndexOfAnyExcept(' ') >= 0)
            return false;
        var rest = _text.AsSpan(_at).IndexOfAnyExcept(' ', '\t');
        if (rest >= 0 && _text[_at + rest] is not ('\n' or '#'))
            throw Error("A tab cannot indent. Use spaces.");
        return false;
    }

    private void NewLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }

    private void ExpectLineEnd(string after)
    {
        SkipSpaces();
        if (Current is not ('\n' or '\0') && !(Current == '#' && _text[_at - 1] is ' ' or '\t'))
            throw Error($"Nothing but a comment may follow {after} on its line.");
    }

    private bool IsSpaceAt(int at) => at >= _text.Length || _text[at] is ' ' or '\n' or '\t';

    private bool IsMarker(string marker) => _at == _lineStart && _text.AsSpan(_at).StartsWith(marker) && IsSpaceAt(_at + 3);
}
