using System.Collections.Frozen;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>The names of common units and currencies; each line is one unit, the spelled-out name first; each paragraph is one quantity.</summary>
internal static class Units
{
    private const string Table = """
        millimeter millimeters millimetre millimetres mm
        centimeter centimeters centimetre centimetres cm
        meter meters metre metres m
        kilometer kilometers kilometre kilometres km kms
        inch inches
        foot feet ft
        yard yards yd
        mile miles mi

        milligram milligrams mg
        gram grams g
        kilogram kilograms kilo kilos kg kgs
        tonne tonnes ton tons
        ounce ounces oz
        pound pounds lb lbs
        stone stones

        millisecond milliseconds ms
        second seconds sec secs s
        minute minutes min mins
        hour hours hr hrs h
        day days
        week weeks
        month months
        year years yr yrs

        milliliter milliliters millilitre millilitres ml
        liter liters litre litres l
        gallon gallons gal
        pint pints
        cup cups
        tablespoon tablespoons tbsp
        teaspoon teaspoons tsp

        celsius °c c
        fahrenheit °f f
        kelvin k

        degree degrees deg °
        radian radians rad

        pascal pascals pa
        kilopascal kilopascals kpa
        bar bars
        atmosphere atmospheres atm

        joule joules j
        kilojoule kilojoules kj
        calorie calories cal
        kilocalorie kilocalories kcal
        watt watts w
        kilowatt kilowatts kw

        newton newtons n
        volt volts v
        ampere amperes amp amps a
        ohm ohms
        coulomb coulombs
        tesla teslas t
        hertz hz
        kilohertz khz
        megahertz mhz

        byte bytes
        kilobyte kilobytes kb
        megabyte megabytes mb
        gigabyte gigabytes gb
        terabyte terabytes tb

        acre acres
        hectare hectares ha

        mole moles mol

        mph
        kph kmh
        knot knots

        usd dollar dollars
        eur euro euros
        gbp
        jpy yen
        inr rupee rupees
        cny yuan
        cad
        aud
        chf
        """;

    private static readonly FrozenDictionary<string, string> Names = Read(Table);
    private static readonly FrozenDictionary<string, int> Quantities = ReadQuantities(Table);

    private static readonly FrozenSet<string> Ambiguous = FrozenSet.Create(StringComparer.Ordinal, "a", "c", "f", "k", "n", "t", "v", "w", "l",
        "h", "m", "s", "g", "j", "pa");

    /// <summary>The spelled-out singular of a unit: "kilometer" for "km". Null when the word names none.</summary>
    public static string? Find(string word) => Names.GetValueOrDefault(word.ToLowerInvariant());

    /// <summary>A number that two units share when they measure the same quantity; 0 for what is no unit of the table.</summary>
    public static int Quantity(string word) => Find(word) is { } name ? Quantities.GetValueOrDefault(name) : 0;

    /// <summary>Whether token <paramref name="at"/> names a unit; single letters count only right behind a number, or behind another unit as in "72 F to C".</summary>
    public static bool IsUnit(IReadOnlyList<Token> tokens, int at)
    {
        if (at < 0 || at >= tokens.Count || Find(tokens[at].Text) is null)
            return false;
        return !Ambiguous.Contains(tokens[at].Text.ToLowerInvariant()) || (at > 0 && tokens[at - 1].IsNumber)
            || (at > 1 && tokens[at - 1].Text is "to" or "in" or "into" && !tokens[at].Is("a") && IsUnit(tokens, at - 2));
    }

    /// <summary>The last token of the unit that begins at <paramref name="at"/> ("m/s^2", "sq ft"), or the token before when none does.</summary>
    public static int End(IReadOnlyList<Token> tokens, IReadOnlyList<Mention?> taken, int at)
    {
        var start = at;
        if (at + 1 < tokens.Count && tokens[at].Is("-") && tokens[at].Glued && IsUnit(tokens, at + 1))
            at++;
        if (at < tokens.Count && (tokens[at].Is("square") || tokens[at].Is("sq") || tokens[at].Is("cubic")) && IsUnit(tokens, at + 1))
            at++;
        if (!IsUnit(tokens, at) && !(at < tokens.Count && tokens[at].Glued && IsPowered(tokens[at].Text)))
            return start - 1;
        while (at + 2 < tokens.Count && (tokens[at + 1].Is("/") || tokens[at + 1].Is("per")) && tokens[at + 2].IsWord
            && taken[at + 2] is null)
            at += 2;
        if (at + 2 < tokens.Count && tokens[at + 1].Is("^") && tokens[at + 2].IsNumber)
            at += 2;
        return at;
    }

    private static bool IsPowered(string text) => text.Length > 1 && text[^1] is '²' or '³' && Find(text[..^1]) is not null;

    private static FrozenDictionary<string, int> ReadQuantities(string lines)
    {
        var (quantities, quantity) = (new Dictionary<string, int>(StringComparer.Ordinal), 1);
        foreach (var line in lines.Split('\n'))
        {
            if (line.Trim().Split(' ')[0] is { Length: > 0 } name)
                quantities.TryAdd(name, quantity);
            else
                quantity++;
        }
        return quantities.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> Read(string lines)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var word in words)
                names.TryAdd(word, words[0]);
        }
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
