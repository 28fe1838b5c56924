using System.Collections.Frozen;
using System.Globalization;

namespace AgentFlow.JsonSchema.Patterns;

/// <summary>
/// What <c>\p{...}</c> can name: the general categories, by short and long name, and a few properties that follow from them.
/// </summary>
internal static class UnicodeProperties
{
    private static readonly FrozenDictionary<string, string> LongNames = new Dictionary<string, string>
    {
        ["Letter"] = "L",
        ["Cased_Letter"] = "LC",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["cntrl"] = "Cc",
        ["Format"] = "Cf",
        ["Surrogate"] = "Cs",
        ["Private_Use"] = "Co",
        ["Unassigned"] = "Cn",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // In the order of UnicodeCategory.
    private static readonly string[] ShortNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi",
        "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Lazy<CodePointSet[]> ByCategory = new(Collect);

    /// <summary>The set that a property names, as it stands in the braces; null for one that is not known.</summary>
    public static CodePointSet? Find(string property)
    {
        if (Special(property) is { } special)
            return special;
        var name = CategoryOf(property);
        var set = new CodePointSet();
        // .NET knows the letters of a category, alone or with the one it belongs to, but not LC.
        if (name == "LC")
        {
            foreach (var part in Parts(name))
                set.AddCategory(part, RangesOf(part));
        }
        else if (FindRanges(property) is { } ranges)
            set.AddCategory(name, ranges);
        else
            return null;
        return set;
    }

    /// <summary>The same set as ranges alone, which can be complemented.</summary>
    public static CodePointSet? FindRanges(string property)
    {
        var parts = Parts(CategoryOf(property));
        if (parts.Length == 0)
            return Special(property);
        var set = new CodePointSet();
        foreach (var part in parts)
            set.Add(RangesOf(part));
        return set;
    }

    private static CodePointSet? Special(string property) => property switch
    {
        "Any" => CodePointSet.Of((0, CodePointSet.Max)),
        "ASCII" => CodePointSet.Of((0, 0x7F)),
        "ASCII_Hex_Digit" or "AHex" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        "White_Space" or "space" => CodePointSet.Of(
            (9, 13), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
            (0x205F, 0x205F), (0x3000, 0x3000)),
        "Assigned" => RangesOf("Cn").Complement(),
        _ => null,
    };

    private static string CategoryOf(string property)
    {
        var value = property.Split('=') is ["General_Category" or "gc", var category] ? category : property;
        return LongNames.GetValueOrDefault(value, value);
    }

    private static string[] Parts(string name) =>
        name == "LC" ? ["Lu", "Ll", "Lt"]
        : name.Length is 1 or 2 ? [.. ShortNames.Where(part => part.StartsWith(name, StringComparison.Ordinal))]
        : [];

    private static CodePointSet RangesOf(string category) => ByCategory.Value[Array.IndexOf(ShortNames, category)];

    private static CodePointSet[] Collect()
    {
        var sets = ShortNames.Select(_ => new CodePointSet()).ToArray();
        var from = 0;
        var current = CharUnicodeInfo.GetUnicodeCategory(0);
        for (var codePoint = 1; codePoint <= CodePointSet.Max; codePoint++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
            if (category == current)
                continue;
            sets[(int)current].Add(from, codePoint - 1);
            (from, current) = (codePoint, category);
        }
        sets[(int)current].Add(from, CodePointSet.Max);
        return sets;
    }
}
