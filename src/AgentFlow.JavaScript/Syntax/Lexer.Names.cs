using System.Text;

namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Lexer
{
    private void ReadName(ref Token token)
    {
        var start = _position;
        while (_position < _end && _text[_position] < 0x80 && Characters.IsIdentifierPart(_text[_position]))
            _position++;
        if (Peek(0) is '\\' or >= 0x80)
        {
            ReadUnusualName(ref token, start);
            return;
        }

        SetName(ref token, _text.AsSpan(start, _position - start));
    }

    // Names with escapes or characters above ASCII.
    private void ReadUnusualName(ref Token token, int start)
    {
        _position = start;
        var name = new StringBuilder();
        while (true)
        {
            var at = _position;
            var c = PeekCodePoint();
            if (c == '\\')
            {
                token.Escaped = true;
                c = ReadNameEscape();
                if (!(name.Length == 0 ? Characters.IsIdentifierStart(c) : Characters.IsIdentifierPart(c)))
                    throw Error("The escape does not stand for a character of a name.", at, _position);
            }
            else if (c >= 0 && (name.Length == 0 ? Characters.IsIdentifierStart(c) : Characters.IsIdentifierPart(c)))
            {
                _position += c > 0xFFFF ? 2 : 1;
            }
            else
            {
                break;
            }

            AppendCodePoint(name, c);
        }

        if (name.Length == 0)
            throw UnexpectedCharacter(_position);
        SetName(ref token, name.ToString());
    }

    private void SetName(ref Token token, ReadOnlySpan<char> name)
    {
        if (Keywords.TryGet(name, out var kind, out var word))
        {
            token.Kind = token.Escaped ? TokenKind.EscapedKeyword : kind;
            token.Text = word;
            return;
        }

        token.Kind = TokenKind.Name;
        token.Text = Intern(name);
    }

    private string Intern(ReadOnlySpan<char> name)
    {
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var known))
            return known;
        var added = name.ToString();
        _names.Add(added);
        return added;
    }

    private void ReadPrivateName(ref Token token)
    {
        var start = _position++;
        if (Peek(0) != '\\' && !Characters.IsIdentifierStart(PeekCodePoint()))
            throw Error("A '#' must be followed by the name of a private member.", start, start + 1);
        ReadName(ref token);
        token.Kind = TokenKind.PrivateName;
    }

    private int ReadNameEscape()
    {
        var start = _position++;
        var value = Peek(0) == 'u' ? ReadUnicodeEscape() : -1;
        return value >= 0 ? value : throw Error("A '\\' in a name must start an escape such as '\\u0061'.", start, _position);
    }

    // At the 'u'. The value, or -1 with the position somewhere in the escape.
    private int ReadUnicodeEscape()
    {
        _position++;
        if (Peek(0) != '{')
            return ReadHex(4);
        _position++;
        var value = 0;
        var digits = 0;
        for (; Characters.HexValue(Peek(0)) is var digit and >= 0; _position++, digits++)
        {
            value = (value << 4) | digit;
            if (value > 0x10FFFF)
                return -1;
        }

        if (digits == 0 || Peek(0) != '}')
            return -1;
        _position++;
        return value;
    }

    private int ReadHex(int digits)
    {
        var value = 0;
        for (var i = 0; i < digits; i++, _position++)
        {
            var digit = Characters.HexValue(Peek(0));
            if (digit < 0)
                return -1;
            value = (value << 4) | digit;
        }

        return value;
    }

    private static void AppendCodePoint(StringBuilder text, int c)
    {
        if (c <= 0xFFFF)
            text.Append((char)c);
        else
            text.Append((char)(0xD7C0 + (c >> 10))).Append((char)(0xDC00 | (c & 0x3FF)));
    }
}
