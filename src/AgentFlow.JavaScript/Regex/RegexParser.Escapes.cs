using System.Text;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Regex;

internal sealed partial class RegexParser
{
    // At the '\', outside of a class.
    private RegexNode ParseEscape()
    {
        var start = _position++;
        var c = Peek();
        switch (c)
        {
            case -1:
                throw Error("The pattern ends in a '\\'.", start);
            case 'b' or 'B':
                _position++;
                return new AssertionNode(c == 'b' ? AssertionKind.WordBoundary : AssertionKind.NoWordBoundary);
            case 'k' when _unicode || _hasNames:
                _position++;
                if (!Eat('<'))
                    throw Error("After '\\k' the name of a group must follow: '\\k<name>'.", start);
                var reference = new BackreferenceNode(0, ParseGroupName());
                _references.Add(reference);
                return reference;
            case >= '1' and <= '9':
                if (TryParseNumber(out var index) && index <= _totalGroups)
                    return new BackreferenceNode(index, null);
                if (_unicode)
                    throw Error($"'\\{index}' refers to a group that does not exist.", start);
                _position = start + 1;
                return new CharNode(ParseLegacyDigits());
        }

        if (ParseSetEscape() is { } set)
            return set;
        return new CharNode(ParseCharacterEscape(start, inClass: false));
    }

    // \d \w \s \p and their opposites; null for others.
    private SetNode? ParseSetEscape()
    {
        var c = Peek();
        switch (c)
        {
            case 'd' or 'D':
                _position++;
                return new SetNode(CharSets.Digit, c == 'D');
            case 's' or 'S':
                _position++;
                return new SetNode(CharSets.Space, c == 'S');
            case 'w' or 'W':
                _position++;
                return new SetNode(IsFoldedUnicode ? CharSets.FoldedWord : CharSets.Word, c == 'W');
            case 'p' or 'P' when _unicode:
                _position++;
                return new SetNode(ParseProperty(), c == 'P');
            default:
                return null;
        }
    }

    private bool IsFoldedUnicode => _unicode && (_flags & RegexFlags.IgnoreCase) != 0;

    private CharSet ParseProperty()
    {
        var start = _position;
        var end = Peek() == '{' ? _pattern.IndexOf('}', start) : -1;
        if (end < 0)
            throw Error("After '\\p' the name of a property must follow in braces: '\\p{L}'.", start);
        var name = _pattern[(start + 1)..end];
        _position = end + 1;
        return CharSets.OfProperty(name)
            ?? throw Error($"The property '{name}' is not available. General categories are (\\p{{L}}, \\p{{Lu}}, \\p{{N}}, \\p{{P}} …); write scripts as ranges, such as [\\u0400-\\u04FF].", start);
    }

    // After the '\': the character that the escape stands for.
    private int ParseCharacterEscape(int start, bool inClass)
    {
        var c = Peek();
        switch (c)
        {
            case 'f': return Take('\f');
            case 'n': return Take('\n');
            case 'r': return Take('\r');
            case 't': return Take('\t');
            case 'v': return Take('\v');
            case 'c': return ParseControlEscape(start, inClass);
            case 'x': return ParseHexEscape(start);
            case 'u': return ParseUnicodeEscape(start);
            case '0' when _unicode && (_position + 1 >= _pattern.Length || !char.IsAsciiDigit(_pattern[_position + 1])): return Take('\0');
            case >= '0' and <= '9':
                if (_unicode)
                    throw Error("An octal escape is not allowed with the flag 'u'. Write '\\x' and two hexadecimal digits.", start);
                return ParseLegacyDigits();
        }

        if (_unicode)
        {
            if ("^$\\.*+?()[]{}|/".Contains((char)c, StringComparison.Ordinal) || (inClass && c == '-'))
                return Take(c);
            throw Error($"The escape '\\{(char)c}' has no meaning and is not allowed with the flag 'u'.", start);
        }

        if (c == 'k' && _hasNames)
            throw Error("'\\k' must be followed by the name of a group: '\\k<name>'.", start);
        return Next();
    }

    private int Take(int value)
    {
        _position++;
        return value;
    }

    private int ParseControlEscape(int start, bool inClass)
    {
        var letter = _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0';
        if (char.IsAsciiLetter(letter) || (inClass && !_unicode && (char.IsAsciiDigit(letter) || letter == '_')))
        {
            _position += 2;
            return letter & 31;
        }

        if (_unicode)
            throw Error("After '\\c' a letter must follow.", start);

        // The '\' stands for itself.
        return '\\';
    }

    private int ParseHexEscape(int start)
    {
        _position++;
        var value = ReadHex(2);
        if (value >= 0)
            return value;
        return _unicode ? throw Error("After '\\x' two hexadecimal digits must follow.", start) : 'x';
    }

    private int ParseUnicodeEscape(int start)
    {
        _position++;
        var value = ReadUnicode();
        if (value >= 0)
            return value;
        return _unicode ? throw Error("After '\\u' four hexadecimal digits, or a code point up to 10FFFF in braces, must follow.", start) : 'u';
    }

    // After the 'u'. -1, with the position unchanged, where nothing fits.
    private int ReadUnicode(bool braces = false)
    {
        var start = _position;
        if ((_unicode || braces) && Eat('{'))
        {
            var value = 0;
            var digits = 0;
            for (; Characters.HexValue(Peek()) is var digit and >= 0 && value <= 0x10FFFF; _position++, digits++)
                value = (value << 4) | digit;
            if (digits > 0 && value <= 0x10FFFF && Eat('}'))
                return value;
            _position = start;
            return -1;
        }

        var unit = ReadHex(4);
        if (unit < 0 || !(_unicode || braces) || !char.IsHighSurrogate((char)unit) || !_pattern.AsSpan(_position).StartsWith("\\u", StringComparison.Ordinal))
            return unit;

        // Two escapes of surrogates are one character.
        var after = _position;
        _position += 2;
        var low = ReadHex(4);
        if (low >= 0 && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)unit, (char)low);
        _position = after;
        return unit;
    }

    private int ReadHex(int digits)
    {
        var start = _position;
        var value = 0;
        for (var i = 0; i < digits; i++, _position++)
        {
            var digit = Characters.HexValue(Peek());
            if (digit < 0)
            {
                _position = start;
                return -1;
            }

            value = (value << 4) | digit;
        }

        return value;
    }

    // Without u: up to three octal digits, not above \377; \8 and \9 are the digits.
    private int ParseLegacyDigits()
    {
        if (Peek() >= '8')
            return Next();
        var value = 0;
        for (var i = 0; i < 3 && Peek() is >= '0' and <= '7' && (value * 8) + Peek() - '0' <= 255; i++)
            value = (value * 8) + Next() - '0';
        return value;
    }

    // After the '<'.
    private string ParseGroupName()
    {
        var start = _position;
        var name = new StringBuilder();
        while (!Eat('>'))
        {
            var c = -1;
            if (Eat('\\'))
            {
                c = Eat('u') ? ReadUnicode(braces: true) : -1;
            }
            else if (_position < _pattern.Length)
            {
                c = _pattern[_position++];
                if (char.IsHighSurrogate((char)c) && Peek() is var low and >= 0 && char.IsLowSurrogate((char)low))
                    c = char.ConvertToUtf32((char)c, _pattern[_position++]);
            }

            if (c < 0 || !(name.Length == 0 ? Characters.IsIdentifierStart(c) : Characters.IsIdentifierPart(c)))
                throw Error("The name of a group must be a name as of a variable, closed by '>'.", start);
            name.Append(char.ConvertFromUtf32(c));
        }

        return name.Length > 0 ? name.ToString() : throw Error("The name of the group is missing.", start);
    }
}
