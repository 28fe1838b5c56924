using System.Globalization;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>
/// Whether a label of an international host name may be registered: RFC 5891 to 5893. The tables of RFC 5892 are derived from the Unicode
/// categories that .NET knows; scripts and joining types, which it does not, from the blocks they live in.
/// </summary>
internal static class IdnLabel
{
    private static readonly int[] Viramas =
    [
        0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84, 0x1039, 0x103A, 0x1714, 0x1734,
        0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED, 0x10A3F, 0x11046, 0x1107F,
        0x110B9, 0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F, 0x116B6, 0x1172B, 0x11839, 0x119E0,
        0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45, 0x11D97,
    ];

    /// <param name="codePoints">The label.</param>
    /// <param name="isBidi">Set when the label has a letter that runs from right to left.</param>
    /// <param name="breaksBidi">Set when the label would not be allowed in a name with such letters.</param>
    public static bool IsValid(List<int> codePoints, ref bool isBidi, ref bool breaksBidi)
    {
        if (codePoints.Count == 0 || codePoints[0] == '-' || codePoints[^1] == '-' || IsMark(codePoints[0]))
            return false;
        if (codePoints.Count > 3 && codePoints[2] == '-' && codePoints[3] == '-')
            return false;
        for (var index = 0; index < codePoints.Count; index++)
        {
            if (!IsAllowed(codePoints, index))
                return false;
        }
        if (codePoints.Exists(c => c is >= 0x660 and <= 0x669) && codePoints.Exists(c => c is >= 0x6F0 and <= 0x6F9))
            return false;
        if (codePoints.Exists(IsRightToLeft))
        {
            isBidi = true;
            return FollowsBidiRule(codePoints);
        }
        breaksBidi |= codePoints[0] is >= '0' and <= '9';
        return true;
    }

    private static bool IsAllowed(List<int> label, int index) => label[index] switch
    {
        0xB7 => index > 0 && index + 1 < label.Count && label[index - 1] == 'l' && label[index + 1] == 'l',
        0x375 => index + 1 < label.Count && IsGreek(label[index + 1]),
        0x5F3 or 0x5F4 => index > 0 && label[index - 1] is >= 0x591 and <= 0x5EA,
        0x30FB => label.Exists(IsJapanese),
        0x200D => index > 0 && Viramas.Contains(label[index - 1]),
        0x200C => index > 0 && (Viramas.Contains(label[index - 1]) || JoinsAround(label, index)),
        // The exceptions of RFC 5892, section 2.6.
        0xDF or 0x3C2 or 0x6FD or 0x6FE or 0xF0B or 0x3007 => true,
        0x640 or 0x7FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B => false,
        '-' => true,
        var c => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            && !(c is >= 0xFF00 and <= 0xFFEF or >= 0xF900 and <= 0xFAFF or >= 0xFB00 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF or >= 0x1D400 and <= 0x1D7FF),
    };

    private static bool IsMark(int c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsGreek(int c) => c is >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF;

    private static bool IsJapanese(int c) =>
        c is >= 0x3041 and <= 0x309F or >= 0x30A1 and <= 0x30FA or >= 0x30FC and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0x3400 and <= 0x4DBF
            or >= 0x4E00 and <= 0x9FFF or 0x3005 or 0x3007 or >= 0x20000 and <= 0x323AF;

    /// <summary>Whether a non-joiner stands between letters that would join: the regular expression of RFC 5892, appendix A.1.</summary>
    private static bool JoinsAround(List<int> label, int index)
    {
        var before = index - 1;
        while (before > 0 && IsMark(label[before]))
            before--;
        var after = index + 1;
        while (after < label.Count && IsMark(label[after]))
            after++;
        return after < label.Count && IsJoining(label[before]) && !JoinsOnlyBefore(label[before]) && IsJoining(label[after]);
    }

    private static bool IsJoining(int c) =>
        c is >= 0x620 and <= 0x64A and not 0x621 or >= 0x66E and <= 0x6D3 and not 0x674 or >= 0x6FA and <= 0x6FF or >= 0x710 and <= 0x72F
            or >= 0x74D and <= 0x77F or >= 0x7CA and <= 0x7EA or >= 0x8A0 and <= 0x8C7 or >= 0x1820 and <= 0x1878;

    private static bool JoinsOnlyBefore(int c) =>
        c is >= 0x622 and <= 0x625 or 0x627 or 0x629 or >= 0x62F and <= 0x632 or 0x648 or >= 0x671 and <= 0x677 or >= 0x688 and <= 0x699
            or >= 0x6C0 and <= 0x6CB or 0x6CD or 0x6CF or 0x6D2 or 0x6D3 or 0x710 or >= 0x715 and <= 0x719;

    private static bool IsRightToLeft(int c) =>
        c is >= 0x590 and <= 0x8FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF
        && !IsMark(c) && c is not (>= 0x660 and <= 0x669 or >= 0x6F0 and <= 0x6F9 or 0x66B or 0x66C);

    /// <summary>RFC 5893, section 2, for a label that has letters from right to left.</summary>
    private static bool FollowsBidiRule(List<int> label)
    {
        if (!IsRightToLeft(label[0]))
            return false;
        var last = label.FindLast(c => !IsMark(c));
        if (!IsRightToLeft(last) && !IsEuropeanDigit(last) && !IsArabicDigit(last))
            return false;
        if (label.Exists(c => !IsRightToLeft(c) && !IsMark(c) && !IsEuropeanDigit(c) && !IsArabicDigit(c) && c is not ('-' or 0x200C or 0x200D)))
            return false;
        return !(label.Exists(IsEuropeanDigit) && label.Exists(IsArabicDigit));
    }

    private static bool IsEuropeanDigit(int c) => c is (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9);

    private static bool IsArabicDigit(int c) => c is >= 0x660 and <= 0x669;
}
