using System.Globalization;
using System.Numerics;

namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Lexer
{
    private void ReadNumber(ref Token token)
    {
        token.Kind = TokenKind.Number;
        if (_text[_position] == '0' && RadixBits(Peek(1)) is var bits and > 0)
            ReadRadixNumber(ref token, bits);
        else
            ReadDecimal(ref token);

        // 3in [] is an error: a number ends where a name could not go on.
        if ((uint)(Peek(0) - '0') < 10 || Peek(0) == '\\' || Characters.IsIdentifierStart(PeekCodePoint()))
            throw Error("A number must be followed by a space or an operator, not by a letter or digit.", token.Start, _position + 1);
    }

    private static int RadixBits(int letter) => letter switch { 'x' or 'X' => 4, 'o' or 'O' => 3, 'b' or 'B' => 1, _ => 0 };

    private void ReadDecimal(ref Token token)
    {
        var start = _position;
        if (_text[_position] == '0' && (uint)(Peek(1) - '0') < 10)
            throw Error("A number cannot start with 0 followed by a digit. Write an octal number as 0o17.", start, start + 2);
        var leadingZero = _text[_position] == '0';
        var separators = ReadDigits(leadingZero);
        if (Peek(0) == 'n' && _text[start] != '.')
        {
            var digits = Clean(start, _position, separators);
            _position++;
            token.Kind = TokenKind.BigInt;
            token.BigInt = ParseBigInt(digits, start);
            return;
        }

        if (Peek(0) == '.')
        {
            _position++;
            separators |= (uint)(Peek(0) - '0') < 10 ? ReadDigits(false) : RejectSeparator();
        }

        if (Peek(0) is 'e' or 'E')
        {
            _position += Peek(1) is '+' or '-' ? 2 : 1;
            if ((uint)(Peek(0) - '0') >= 10)
                throw Error("The exponent of the number has no digits.", start, _position);
            separators |= ReadDigits(false);
        }

        token.Number = double.Parse(Clean(start, _position, separators), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    // Digits with single separators between them. Whether there were separators.
    private bool ReadDigits(bool leadingZero)
    {
        var separators = false;
        for (; ; _position++)
        {
            var c = Peek(0);
            if ((uint)(c - '0') < 10)
                continue;
            if (c != '_')
                return separators;
            if (leadingZero || (uint)(Peek(1) - '0') >= 10 || (uint)(Peek(-1) - '0') >= 10)
                throw Error("A '_' in a number must stand between two digits.", _position, _position + 1);
            separators = true;
        }
    }

    private bool RejectSeparator() => Peek(0) == '_'
        ? throw Error("A '_' in a number must stand between two digits.", _position, _position + 1)
        : false;

    private string Clean(int start, int end, bool separators)
    {
        var digits = _text[start..end];
        return separators ? digits.Replace("_", "", StringComparison.Ordinal) : digits;
    }

    private void ReadRadixNumber(ref Token token, int bits)
    {
        var start = _position;
        _position += 2;
        var first = _position;
        var separators = false;
        for (; ; _position++)
        {
            var digit = Characters.HexValue(Peek(0));
            if (digit >= 0 && digit < 1 << bits)
                continue;
            if (Peek(0) != '_')
                break;
            var next = Characters.HexValue(Peek(1));
            if (_position == first || next < 0 || next >= 1 << bits)
                throw Error("A '_' in a number must stand between two digits.", _position, _position + 1);
            separators = true;
        }

        if (_position == first)
            throw Error("The number has no digits after its prefix.", start, _position);
        var digits = Clean(first, _position, separators);
        if (Peek(0) == 'n')
        {
            _position++;
            token.Kind = TokenKind.BigInt;
            token.BigInt = ParseBigIntBits(digits, bits);
            return;
        }

        token.Number = PowerOfTwoNumber(digits, bits);
    }

    /// <summary>The double nearest to digits of base 2, 8 or 16, ties to even.</summary>
    internal static double PowerOfTwoNumber(ReadOnlySpan<char> digits, int bits)
    {
        // 64 leading bits, the last of them sticky, hold all that rounding needs; the conversion from ulong rounds to nearest even.
        ulong value = 0;
        var exponent = 0;
        foreach (var c in digits)
        {
            var digit = Characters.HexValue(c);
            for (var bit = bits - 1; bit >= 0; bit--)
            {
                var next = (ulong)((digit >> bit) & 1);
                if (value >> 63 == 0)
                {
                    value = (value << 1) | next;
                }
                else
                {
                    value |= next;
                    exponent++;
                }
            }
        }

        return exponent > 1024 ? double.PositiveInfinity : Math.ScaleB((double)value, exponent);
    }

    private BigInteger ParseBigInt(string digits, int start)
    {
        // Reading decimal digits costs more than their number; nobody writes this many.
        if (digits.Length > 20_000)
            throw Error("The BigInt literal has more than 20000 digits.", start, start + 1);
        return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static BigInteger ParseBigIntBits(string digits, int bits)
    {
        var bytes = new byte[(digits.Length * bits / 8) + 2];
        var at = 0;
        for (var i = digits.Length - 1; i >= 0; i--, at += bits)
        {
            var shifted = Characters.HexValue(digits[i]) << (at & 7);
            bytes[at >> 3] |= (byte)shifted;
            bytes[(at >> 3) + 1] |= (byte)(shifted >> 8);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }
}
