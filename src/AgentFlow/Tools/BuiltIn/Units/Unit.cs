namespace AgentFlow.Tools;

/// <summary>A unit: (value + Offset) * Numerator / Denominator is the same quantity in the base unit of its dimension.</summary>
/// <param name="Symbol">As it is printed after a value.</param>
/// <param name="Name">In words, in the singular; the American spelling and the plural follow from it.</param>
/// <param name="Numerator">The factor, or the part of it above the line.</param>
/// <param name="Denominator">The part of the factor below the line.</param>
/// <param name="Offset">What is added before the factor: the distance of the scale's zero from the base unit's.</param>
/// <param name="Also">Further spellings, abbreviations and irregular plurals.</param>
internal sealed record Unit(string Symbol, string Name, decimal Numerator, decimal Denominator = 1, decimal Offset = 0, params string[] Also)
{
    public UnitDimension Dimension { get; init; }

    /// <summary>Whether a larger value is a smaller quantity: litres per 100 km beside km per litre. The factor is that of 1/value then.</summary>
    public bool IsInverse { get; init; }

    /// <summary>Every spelling that means this unit.</summary>
    public IEnumerable<string> Spellings()
    {
        string[] written = [Name, .. Also];
        return written.Concat(written.Select(American)).SelectMany(n => new[] { n, Plural(n) }).Prepend(Symbol).Distinct(StringComparer.Ordinal);
    }

    private static string American(string name) =>
        name.Replace("metre", "meter", StringComparison.Ordinal).Replace("litre", "liter", StringComparison.Ordinal);

    /// <summary>Names in words get an s, before what they are divided by; symbols and abbreviations do not.</summary>
    private string Plural(string name)
    {
        var per = name.IndexOf(" per ", StringComparison.Ordinal);
        var head = per < 0 ? name : name[..per];
        var isWord = (name == Name || head.Length > 3) && head.All(c => char.IsAsciiLetter(c) || c is ' ' or '-')
            && char.IsAsciiLetterLower(head[^1]) && head[^1] is not ('s' or 'z' or 'h');
        return isWord ? head + "s" + name[head.Length..] : name;
    }
}
