using System.Globalization;

namespace AgentFlow.JsonSchema.Patterns;

internal sealed partial class EcmaPattern
{
    private static readonly CodePointSet LineEnds = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));
    private static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));
    private static readonly CodePointSet WordCharacters = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    private static readonly CodePointSet Spaces = CodePointSet.Of(
        (9, 13), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    private long ReadEscape()
    {
        _at++;
        if (IsAtEnd)
            throw Error("the pattern ends in a backslash");
        switch (Current)
        {
            case 'b' or 'B':
                WriteBoundary(Current == 'B');
                _at++;
                return 1;
            case 'k':
                return ReadNamedReference();
            case >= '1' and <= '9':
                return ReadNumberedReference();
            case 'D' or 'W' or 'S':
                return WriteSet(ClassEscape(char.ToLowerInvariant(_pattern[_at++]))!, negated: true);
            case 'P':
                _at++;
                return WriteSet(ReadProperty(), negated: true);
            default:
                return WriteSet(ReadSetEscape(), negated: false);
        }
    }

    /// <summary>An escape that stands for code points, in or outside of brackets; stands behind the backslash.</summary>
    private CodePointSet ReadSetEscape()
    {
        var c = Current;
        if (ClassEscape(c) is { } set)
        {
            _at++;
            return set;
        }
        if (c is 'D' or 'W' or 'S')
        {
            _at++;
            return ClassEscape(char.ToLowerInvariant(c))!.Complement();
        }
        if (c is 'p')
        {
            _at++;
            return ReadProperty();
        }
        if (c is 'P')
        {
            _at++;
            return ReadProperty(asRanges: true).Complement();
        }
        var codePoint = ReadCharacterEscape();
        return CodePointSet.Of((codePoint, codePoint));
    }

    private static CodePointSet? ClassEscape(char c) => c switch
    {
        'd' => Digits,
        'w' => WordCharacters,
        's' => Spaces,
        _ => null,
    };

    private int ReadCharacterEscape()
    {
        var c = Current;
        if (c > 0x7F)
            return ReadCodePoint();
        _at++;
        switch (c)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case '0' when IsAtEnd || !char.IsAsciiDigit(Current): return 0;
            case 'c' when !IsAtEnd && char.IsAsciiLetter(Current): return _pattern[_at++] & 31;
            case 'x' when ReadHex(2) is { } value: return value;
            case 'u': return ReadUnicodeEscape();
            default:
                // Letters and digits are kept for meanings to come; marks stand for themselves.
                return char.IsAsciiLetterOrDigit(c) ? throw Error($"'\\{c}' is no escape") : c;
        }
    }

    private int ReadUnicodeEscape()
    {
        if (Accept("{"))
        {
            var end = _pattern.IndexOf('}', _at);
            if (end < 0 || !int.TryParse(_pattern.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var wide) || (uint)wide > CodePointSet.Max)
                throw Error("'\\u{' is not followed by a code point");
            _at = end + 1;
            return wide;
        }
        if (ReadHex(4) is not { } unit)
            throw Error("'\\u' is not followed by four hexadecimal digits");
        var next = _at;
        if (char.IsHighSurrogate((char)unit) && Accept("\\u") && ReadHex(4) is { } low && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)unit, (char)low);
        _at = next;
        return unit;
    }

    private int? ReadHex(int digits)
    {
        if (_at + digits > _pattern.Length
            || !int.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return null;
        _at += digits;
        return value;
    }

    private CodePointSet ReadProperty(bool asRanges = false)
    {
        var end = Accept("{") ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0)
            throw Error("'\\p' is not followed by a property in braces");
        var property = _pattern[_at..end];
        var set = asRanges ? UnicodeProperties.FindRanges(property) : UnicodeProperties.Find(property);
        if (set is null)
        {
            throw new FormatException(
                $"the pattern {Compilation.JsonWords.Quote(_pattern)} asks for the Unicode property '{property}', which is not supported. "
                + "Supported are the general categories such as L, Lu, Nd, and Any, ASCII, Assigned, White_Space.");
        }
        _at = end + 1;
        return set;
    }

    private (CodePointSet Set, bool Negated) ReadClass()
    {
        var set = new CodePointSet();
        var negated = Accept("^");
        while (!Accept("]"))
        {
            if (IsAtEnd)
                throw Error("a '[' is not closed");
            var from = ReadClassAtom(set);
            if (from is null || IsAtEnd || Current != '-' || _at + 1 >= _pattern.Length || _pattern[_at + 1] == ']')
            {
                if (from is not null)
                    set.Add(from.Value, from.Value);
                continue;
            }
            _at++;
            var to = ReadClassAtom(set);
            if (to < from)
                throw Error("a range in brackets is in the wrong order");
            set.Add(from.Value, to ?? from.Value);
            // A class as the end of a range: old browsers take the dash for itself.
            if (to is null)
                set.Add('-', '-');
        }
        return (set, negated);
    }

    /// <summary>One code point in brackets; null when it was a class, which is added to the set at once.</summary>
    private int? ReadClassAtom(CodePointSet set)
    {
        if (!Accept("\\"))
            return ReadCodePoint();
        if (IsAtEnd)
            throw Error("the pattern ends in a backslash");
        if (Accept("b"))
            return '\b';
        if (Current is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P'))
            return ReadCharacterEscape();
        set.Add(ReadSetEscape());
        return null;
    }

    // In ECMA-262 a word is made of ASCII letters, digits and '_'; in .NET of those of all alphabets.
    private void WriteBoundary(bool negated)
    {
        _needsBacktracking = true;
        _output.Append(negated
            ? $"(?:(?<={WordSet})(?={WordSet})|(?<!{WordSet})(?!{WordSet}))"
            : $"(?:(?<={WordSet})(?!{WordSet})|(?<!{WordSet})(?={WordSet}))");
    }

    private long ReadNamedReference()
    {
        _at++;
        if (!Accept("<"))
            throw Error("'\\k' is not followed by a name in '<' and '>'");
        var start = _at;
        var name = ReadGroupName();
        _namedReferences.Add((name, start));
        var number = _groups.IndexOf(name) + 1;
        return WriteReference(number);
    }

    private long ReadNumberedReference()
    {
        var start = _at;
        while (!IsAtEnd && char.IsAsciiDigit(Current))
            _at++;
        if (!int.TryParse(_pattern.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Error("the number of a group is too large");
        _highestReference = Math.Max(_highestReference, number);
        return WriteReference(number > _groups.Count ? 0 : number);
    }

    // A group that took no part, or comes only later (0), matches the empty string in ECMA-262, and nothing in .NET.
    private long WriteReference(int number)
    {
        var start = _output.Length;
        _needsBacktracking = true;
        _output.Append(number == 0 ? "(?:)" : $"(?(g{number})\\k<g{number}>|)");
        return ReadQuantifier(start, 1, null);
    }
}
