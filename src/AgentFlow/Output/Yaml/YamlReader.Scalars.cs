using System.Globalization;
using System.Text;

namespace AgentFlow.Output.Yaml;

internal sealed partial class YamlReader
{
    /// <summary>A scalar without quotes; lines that follow further right go on with it.</summary>
    private string ReadPlain(int parentIndent)
    {
        var text = new StringBuilder(ReadPlainLine());
        while (true)
        {
            var (at, line, lineStart) = (_at, _line, _lineStart);
            SkipSpaces();
            var isComment = Current == '#';
            SkipBlank();
            if (isComment || IsAtEnd || Indent <= parentIndent || _line == line || IsDash && Indent <= parentIndent + 1 || KeyEnd() >= 0 || HasCommentBetween(at, _at))
            {
                if (!isComment && !IsAtEnd && Indent > parentIndent && parentIndent >= 0 && KeyEnd() >= 0)
                    throw Error("A key stands below a value that is text. Align it with the keys above, or put the text in quotes.");
                (_at, _line, _lineStart) = (at, line, lineStart);
                return text.ToString();
            }
            text.Append(_line - line > 1 ? new string('\n', _line - line - 1) : " ").Append(ReadPlainLine());
        }
    }

    private bool HasCommentBetween(int start, int end) => _text.AsSpan(start, end - start).Contains('#');

    private string ReadPlainLine()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != '\n' && !(_text[_at] == '#' && _at > start && _text[_at - 1] is ' ' or '\t'))
            _at++;
        return _text[start.._at].Trim(' ', '\t');
    }

    private string ReadQuoted()
    {
        var (line, column) = Place;
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == quote && quote == '\'' && _at + 1 < _text.Length && _text[_at + 1] == '\'')
            {
                text.Append('\'');
                _at += 2;
            }
            else if (c == quote)
            {
                _at++;
                return text.ToString();
            }
            else if (c == '\\' && quote == '"')
            {
                ReadEscape(text);
            }
            else if (c == '\n')
            {
                Fold(text);
            }
            else
            {
                text.Append(c);
                _at++;
            }
        }
        throw new YamlException($"The text that begins here has no closing {quote}.", line, column);
    }

    /// <summary>A line break inside quotes is a space; empty lines are line breaks.</summary>
    private void Fold(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\t')
            text.Length--;
        var breaks = 0;
        while (Current is '\n' or ' ' or '\t')
        {
            if (Current == '\n')
            {
                breaks++;
                NewLine();
            }
            else
            {
                _at++;
            }
        }
        text.Append(breaks == 1 ? " " : new string('\n', breaks - 1));
    }

    private void ReadEscape(StringBuilder text)
    {
        _at++;
        var c = Current;
        var simple = c switch
        {
            '0' => "\0",
            'a' => "\a",
            'b' => "\b",
            't' or '\t' => "\t",
            'n' => "\n",
            'v' => "\v",
            'f' => "\f",
            'r' => "\r",
            'e' => "\e",
            ' ' or '"' or '/' or '\\' or '\'' => c.ToString(),
            'N' => "\u0085",
            '_' => "\u00A0",
            'L' => "\u2028",
            'P' => "\u2029",
            _ => null,
        };
        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (simple is not null)
            text.Append(simple);
        else if (c == '\n')
            SkipContinuation();
        else if (digits > 0 && _at + digits < _text.Length && uint.TryParse(_text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10FFFF)
            text.Append(code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32((int)code));
        else
            throw Error($"'\\{(c == '\0' ? "" : c)}' is no escape. Write a backslash as '\\\\', or use single quotes.");
        if (c != '\n')
            _at += 1 + digits;
    }

    private void SkipContinuation()
    {
        NewLine();
        SkipSpaces();
    }

    /// <summary>A block string: <c>|</c> keeps its lines, <c>&gt;</c> folds them; <c>-</c> and <c>+</c> say what becomes of the breaks at the end.</summary>
    private string ReadBlockString(int parentIndent)
    {
        var isFolded = _text[_at++] == '>';
        var chomping = '\0';
        var indent = 0;
        for (; Current is '+' or '-' or (>= '1' and <= '9'); _at++)
        {
            if (char.IsAsciiDigit(Current))
                indent = Math.Max(parentIndent, 0) + Current - '0';
            else
                chomping = Current;
        }
        SkipSpaces();
        if (Current == '#')
            ReadPlainLine();
        if (Current is not ('\n' or '\0'))
            throw Error("The text of a block string begins on the line below. Put a text of one line in quotes.");
        var lines = ReadBlockLines(parentIndent, indent);
        var text = YamlBlockString.Join(lines, isFolded, chomping);
        // A last line that has no break of its own gets none.
        return _at >= _text.Length && lines is [.., { Length: > 0 }] && text.EndsWith('\n') ? text[..^1] : text;
    }

    private List<string> ReadBlockLines(int parentIndent, int indent)
    {
        List<string> lines = [];
        var isKnown = indent > 0;
        while (_at < _text.Length)
        {
            var start = _at + 1;
            if (start >= _text.Length)
                break;
            var end = _text.IndexOf('\n', start) is >= 0 and var found ? found : _text.Length;
            var content = _text.AsSpan(start, end - start);
            var spaces = content.IndexOfAnyExcept(' ');
            if (spaces >= 0)
            {
                indent = isKnown ? indent : spaces;
                isKnown = true;
                if (spaces <= parentIndent || spaces < indent)
                    break;
            }
            lines.Add(spaces < 0 && (!isKnown || content.Length <= indent) ? string.Empty : content[Math.Min(indent, content.Length)..].ToString());
            NewLine();
            _at = end;
        }
        return lines;
    }
}
