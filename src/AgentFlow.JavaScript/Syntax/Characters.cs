using System.Globalization;

namespace AgentFlow.JavaScript.Syntax;

/// <summary>The character classes of the lexical grammar.</summary>
internal static class Characters
{
    public static bool IsLineTerminator(int c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    /// <summary>WhiteSpace of the specification: without line terminators.</summary>
    public static bool IsWhiteSpace(int c) =>
        c is ' ' or '\t' or '\v' or '\f' or '\u00A0' or '\uFEFF'
        || (c > 0x7F && c <= 0xFFFF && CharUnicodeInfo.GetUnicodeCategory((char)c) == UnicodeCategory.SpaceSeparator);

    /// <summary>Whether a code point may start a name.</summary>
    public static bool IsIdentifierStart(int c)
    {
        if (c < 0x80)
            return (uint)((c | 0x20) - 'a') < 26 || c is '$' or '_';
        return IsUnicodeStart(c);
    }

    /// <summary>Whether a code point may stand within a name.</summary>
    public static bool IsIdentifierPart(int c)
    {
        if (c < 0x80)
            return (uint)((c | 0x20) - 'a') < 26 || (uint)(c - '0') < 10 || c is '$' or '_';
        if (c is 0x200C or 0x200D or 0xB7 or 0x387 or 0x19DA or 0x30FB or 0xFF65 or (>= 0x1369 and <= 0x1371) || IsUnicodeStart(c))
            return true;
        return c <= 0x10FFFF && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
    }

    /// <summary>The value of a digit in base 16, or -1.</summary>
    public static int HexValue(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    // ID_Start: letters, letter numbers and the few characters of Other_ID_Start, without Pattern_Syntax (U+2E2F).
    private static bool IsUnicodeStart(int c)
    {
        if (c is 0x2118 or 0x212E or 0x309B or 0x309C or 0x1885 or 0x1886)
            return true;
        if (c is 0x2E2F or > 0x10FFFF)
            return false;
        return CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
    }
}
