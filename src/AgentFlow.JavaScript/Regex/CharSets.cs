using System.Collections.Frozen;
using System.Globalization;

namespace AgentFlow.JavaScript.Regex;

/// <summary>The sets that escapes name. All are immutable; those of Unicode's categories are made at their first use.</summary>
internal static class CharSets
{
    private static readonly Lazy<CharSet[]> Categories = new(ReadCategories);

    private static readonly string[] GroupNames =
    [
        "Lu Ll Lt Lm Lo", "Lu Ll Lt", "Mn Mc Me", "Nd Nl No", "Pc Pd Ps Pe Pi Pf Po", "Sm Sc Sk So", "Zs Zl Zp", "Cc Cf Cs Co Cn",
    ];

    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
    ];

    // A pattern may name one category very often: each set is made once.
    private static readonly Lazy<FrozenDictionary<string, CharSet>> Unions = new(static () =>
        GroupNames.Concat(CategoryNames).ToFrozenDictionary(static names => names, UnionOf, StringComparer.Ordinal));

    public static CharSet Digit { get; } = CharSet.Of('0', '9');

    public static CharSet Word { get; } = CharSet.Of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

    /// <summary>With both <c>i</c> and <c>u</c>, also the two characters that fold to letters of ASCII.</summary>
    public static CharSet FoldedWord { get; } = CharSet.Of('0', '9', 'A', 'Z', '_', '_', 'a', 'z', 0x17F, 0x17F, 0x212A, 0x212A);

    public static CharSet Space { get; } =
        CharSet.Of(9, 13, 32, 32, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

    public static CharSet Any { get; } = CharSet.Of(0, 0x10FFFF);

    private static readonly CharSet Ascii = CharSet.Of(0, 127);

    private static readonly CharSet HexDigit = CharSet.Of('0', '9', 'A', 'F', 'a', 'f');

    private static readonly CharSet WhiteSpace =
        CharSet.Of(9, 13, 32, 32, 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000);

    /// <summary>The set of a property escape such as <c>L</c>, <c>Letter</c> or <c>gc=Lu</c>; null where it is not offered.</summary>
    public static CharSet? OfProperty(string property)
    {
        var equals = property.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
            return property[..equals] is "gc" or "General_Category" ? OfCategory(property[(equals + 1)..]) : null;
        return property switch
        {
            "Any" => Any,
            "ASCII" => Ascii,
            "ASCII_Hex_Digit" or "AHex" => HexDigit,
            "Assigned" => OfCategory("Cn")!.Inverted(),
            "White_Space" or "space" => WhiteSpace,
            _ => OfCategory(property),
        };
    }

    private static CharSet? OfCategory(string name)
    {
        var categories = name switch
        {
            "L" or "Letter" => GroupNames[0],
            "LC" or "Cased_Letter" => GroupNames[1],
            "M" or "Mark" or "Combining_Mark" => GroupNames[2],
            "N" or "Number" => GroupNames[3],
            "P" or "Punctuation" or "punct" => GroupNames[4],
            "S" or "Symbol" => GroupNames[5],
            "Z" or "Separator" => GroupNames[6],
            "C" or "Other" => GroupNames[7],
            _ => LongName(name),
        };
        return Unions.Value.GetValueOrDefault(categories);
    }

    private static CharSet UnionOf(string categories)
    {
        var ranges = new List<(int, int)>();
        foreach (var category in categories.Split(' '))
        {
            var set = Categories.Value[(int)CategoryOf(category)].Ranges;
            for (var i = 0; i < set.Length; i += 2)
                ranges.Add((set[i], set[i + 1]));
        }

        return CharSet.Of(ranges);
    }

    private static string LongName(string name) => name switch
    {
        "Uppercase_Letter" => "Lu",
        "Lowercase_Letter" => "Ll",
        "Titlecase_Letter" => "Lt",
        "Modifier_Letter" => "Lm",
        "Other_Letter" => "Lo",
        "Nonspacing_Mark" => "Mn",
        "Spacing_Mark" => "Mc",
        "Enclosing_Mark" => "Me",
        "Decimal_Number" or "digit" => "Nd",
        "Letter_Number" => "Nl",
        "Other_Number" => "No",
        "Connector_Punctuation" => "Pc",
        "Dash_Punctuation" => "Pd",
        "Open_Punctuation" => "Ps",
        "Close_Punctuation" => "Pe",
        "Initial_Punctuation" => "Pi",
        "Final_Punctuation" => "Pf",
        "Other_Punctuation" => "Po",
        "Math_Symbol" => "Sm",
        "Currency_Symbol" => "Sc",
        "Modifier_Symbol" => "Sk",
        "Other_Symbol" => "So",
        "Space_Separator" => "Zs",
        "Line_Separator" => "Zl",
        "Paragraph_Separator" => "Zp",
        "Control" or "cntrl" => "Cc",
        "Format" => "Cf",
        "Surrogate" => "Cs",
        "Private_Use" => "Co",
        "Unassigned" => "Cn",
        _ => name,
    };

    private static UnicodeCategory CategoryOf(string name) => name switch
    {
        "Lu" => UnicodeCategory.UppercaseLetter,
        "Ll" => UnicodeCategory.LowercaseLetter,
        "Lt" => UnicodeCategory.TitlecaseLetter,
        "Lm" => UnicodeCategory.ModifierLetter,
        "Lo" => UnicodeCategory.OtherLetter,
        "Mn" => UnicodeCategory.NonSpacingMark,
        "Mc" => UnicodeCategory.SpacingCombiningMark,
        "Me" => UnicodeCategory.EnclosingMark,
        "Nd" => UnicodeCategory.DecimalDigitNumber,
        "Nl" => UnicodeCategory.LetterNumber,
        "No" => UnicodeCategory.OtherNumber,
        "Pc" => UnicodeCategory.ConnectorPunctuation,
        "Pd" => UnicodeCategory.DashPunctuation,
        "Ps" => UnicodeCategory.OpenPunctuation,
        "Pe" => UnicodeCategory.ClosePunctuation,
        "Pi" => UnicodeCategory.InitialQuotePunctuation,
        "Pf" => UnicodeCategory.FinalQuotePunctuation,
        "Po" => UnicodeCategory.OtherPunctuation,
        "Sm" => UnicodeCategory.MathSymbol,
        "Sc" => UnicodeCategory.CurrencySymbol,
        "Sk" => UnicodeCategory.ModifierSymbol,
        "So" => UnicodeCategory.OtherSymbol,
        "Zs" => UnicodeCategory.SpaceSeparator,
        "Zl" => UnicodeCategory.LineSeparator,
        "Zp" => UnicodeCategory.ParagraphSeparator,
        "Cc" => UnicodeCategory.Control,
        "Cf" => UnicodeCategory.Format,
        "Cs" => UnicodeCategory.Surrogate,
        "Co" => UnicodeCategory.PrivateUse,
        _ => UnicodeCategory.OtherNotAssigned,
    };

    private static CharSet[] ReadCategories()
    {
        var ranges = new List<(int First, int Last)>[30];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = [];
        var start = 0;
        var current = CharUnicodeInfo.GetUnicodeCategory(0);
        for (var c = 1; c <= 0x110000; c++)
        {
            var category = c <= 0x10FFFF ? CharUnicodeInfo.GetUnicodeCategory(c) : (UnicodeCategory)(-1);
            if (category == current)
                continue;
            ranges[(int)current].Add((start, c - 1));
            (start, current) = (c, category);
        }

        return Array.ConvertAll(ranges, CharSet.Of);
    }
}
