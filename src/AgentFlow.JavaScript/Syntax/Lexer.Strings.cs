using System.Text;

namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Lexer
{
    private void ReadString(ref Token token, char quote)
    {
        token.Kind = TokenKind.String;
        var start = _position++;
        var rest = _text.AsSpan(_position, _end - _position);
        var length = quote == '"' ? rest.IndexOfAny("\"\\\n\r") : rest.IndexOfAny("'\\\n\r");
        if (length >= 0 && rest[length] == quote)
        {
            token.Text = length <= 32 ? Intern(rest[..length]) : rest[..length].ToString();
            _position += length + 1;
            return;
        }

        token.Text = ReadStringWithEscapes(start, quote);
    }

    private string ReadStringWithEscapes(int start, char quote)
    {
        var value = new StringBuilder();
        while (true)
        {
            var c = Peek(0);
            if (c < 0 || c is '\n' or '\r')
                throw Error($"The string has no closing {quote} on its line. A string of several lines is written between backticks.", start, _position);
            if (c == quote)
            {
                _position++;
                return value.ToString();
            }

            if (c == '\\')
            {
                var at = _position;
                if (ReadEscape(value) is { } problem)
                    throw Error(problem, at, Math.Max(_position, at + 2));
            }
            else
            {
                value.Append((char)c);
                _position++;
            }
        }
    }

    // At the '\'. Appends what it stands for; null, or what is wrong with it.
    private string? ReadEscape(StringBuilder value)
    {
        _position++;
        var c = Peek(0);
        if (c == 'u')
        {
            var unicode = ReadUnicodeEscape();
            if (unicode < 0)
                return "A '\\u' must be followed by four hexadecimal digits, or by a code point up to 10FFFF in braces.";
            AppendCodePoint(value, unicode);
            return null;
        }

        if (c < 0)
            return null;
        _position++;
        switch (c)
        {
            case 'n': value.Append('\n'); break;
            case 't': value.Append('\t'); break;
            case 'r': value.Append('\r'); break;
            case 'b': value.Append('\b'); break;
            case 'v': value.Append('\v'); break;
            case 'f': value.Append('\f'); break;
            case '\r':
                _position += Peek(0) == '\n' ? 1 : 0;
                break;
            case '\n' or '\u2028' or '\u2029': break;
            case 'x':
                var code = ReadHex(2);
                if (code < 0)
                    return "A '\\x' must be followed by two hexadecimal digits.";
                value.Append((char)code);
                break;
            case '0' when (uint)(Peek(0) - '0') >= 10: value.Append('\0'); break;
            case >= '0' and <= '9':
                return "A '\\' followed by a digit (an octal escape) is not allowed. Write '\\x' and two hexadecimal digits.";
            default: value.Append((char)c); break;
        }

        return null;
    }

    // At the '`' or '}' that opens the part.
    private void ReadTemplate(ref Token token)
    {
        token.Kind = TokenKind.Template;
        var start = _position++;
        var first = _position;
        var cooked = new StringBuilder();
        string? problem = null;
        while (true)
        {
            var c = Peek(0);
            if (c < 0)
                throw Error("The template has no closing '`'.", start, start + 1);
            if (c == '`' || (c == '$' && Peek(1) == '{'))
                break;
            if (c == '\\')
            {
                problem = ReadEscape(cooked) ?? problem;
            }
            else
            {
                _position++;
                if (c == '\r')
                {
                    _position += Peek(0) == '\n' ? 1 : 0;
                    c = '\n';
                }

                cooked.Append((char)c);
            }
        }

        token.Text = problem is null ? cooked.ToString() : null;
        token.Raw = _text[first.._position].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        token.TemplateEnds = _text[_position] == '`';
        _position += token.TemplateEnds ? 1 : 2;
    }
}
