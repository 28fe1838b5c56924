using static AgentFlow.Tools.UnitDimension;

namespace AgentFlow.Tools;

/// <summary>
/// The units that <c>convert_unit</c> knows, with exact factors: SI Brochure (9th edition, 2019), tables 2 to 8; NIST SP 811 (2008), appendix B;
/// the international yard and pound agreement (1959); IEC 80000-13 for data. Where one spelling has several units in a dimension, the first wins.
/// </summary>
internal static class UnitTable
{
    /// <summary>Degrees in a radian, to the digits of a decimal; the only factors that are not exact come from it.</summary>
    private const decimal DegreesPerRadian = 57.295779513082320876798154814m;

    private const decimal Pound = 0.45359237m;
    private const decimal StandardGravity = 9.80665m;
    private const decimal PoundForce = Pound * StandardGravity;
    private const decimal SquareInch = 0.00064516m;
    private const decimal CubicInch = 16.387064m;
    private const decimal UsGallon = 231 * CubicInch;
    private const decimal ImperialGallon = 4546.09m;
    private const decimal Mile = 1609.344m;
    private const decimal JulianYear = 31_557_600;
    private const decimal Kibi = 1024;

    private static readonly Unit[] Lengths =
    [
        new("m", "metre", 1, Also: ["mtr", "mtrs"]),
        new("nm", "nanometre", 1e-9m),
        new("µm", "micrometre", 1e-6m, Also: ["micron"]),
        new("mm", "millimetre", 0.001m),
        new("cm", "centimetre", 0.01m, Also: ["cms"]),
        new("dm", "decimetre", 0.1m),
        new("km", "kilometre", 1000, Also: ["kms", "klick"]),
        new("in", "inch", 0.0254m, Also: ["inches", "\"", "″"]),
        new("ft", "foot", 0.3048m, Also: ["feet", "'", "′"]),
        new("yd", "yard", 0.9144m, Also: ["yds"]),
        new("mi", "mile", Mile, Also: ["statute mile", "land mile"]),
        new("nmi", "nautical mile", 1852, Also: ["NM", "sea mile"]),
        new("mil", "thou", 0.0000254m, Also: ["mils"]),
        new("fathom", "fathom", 1.8288m),
        new("furlong", "furlong", 201.168m),
        new("au", "astronomical unit", 149_597_870_700),
        new("ly", "light-year", 9_460_730_472_580_800, Also: ["light year", "lightyear"]),
        new("pc", "parsec", 30_856_775_814_913_673),
    ];

    private static readonly Unit[] Masses =
    [
        new("kg", "kilogram", 1, Also: ["kilo", "kilogramme", "kgs"]),
        new("µg", "microgram", 1e-9m, Also: ["mcg"]),
        new("mg", "milligram", 1e-6m),
        new("g", "gram", 0.001m, Also: ["gramme", "gm", "gms"]),
        new("t", "tonne", 1000, Also: ["metric ton", "metric tonne"]),
        new("lb", "pound", Pound, Also: ["lbs", "lbm", "pound mass"]),
        new("oz", "ounce", Pound, 16, Also: ["avoirdupois ounce"]),
        new("ozt", "troy ounce", 0.0311034768m, Also: ["oz t"]),
        new("st", "stone", 14 * Pound),
        new("gr", "grain", Pound, 7000),
        new("ct", "carat", 0.0002m),
        new("ton", "short ton", 2000 * Pound, Also: ["US ton", "ton us", "tn", "tons"]),
        new("ton_uk", "long ton", 2240 * Pound, Also: ["imperial ton", "UK ton"]),
        new("cwt", "hundredweight", 100 * Pound, Also: ["short hundredweight"]),
        new("cwt_uk", "long hundredweight", 112 * Pound, Also: ["imperial hundredweight"]),
        new("slug", "slug", Pound * StandardGravity, 0.3048m),
    ];

    private static readonly Unit[] Temperatures =
    [
        new("K", "kelvin", 1),
        new("°C", "degree Celsius", 1, 1, 273.15m, "C", "celsius", "centigrade", "degrees Celsius", "degree centigrade", "degrees centigrade", "degC", "deg C", "degree C", "degrees C"),
        new("°F", "degree Fahrenheit", 5, 9, 459.67m, "F", "fahrenheit", "degrees Fahrenheit", "degF", "deg F", "degree F", "degrees F"),
        new("°R", "degree Rankine", 5, 9, 0, "R", "rankine", "degrees Rankine", "degR"),
    ];

    private static readonly Unit[] Volumes =
    [
        new("ml", "millilitre", 1, Also: ["cc", "cubic centimetre", "cm3"]),
        new("l", "litre", 1000, Also: ["ltr", "cubic decimetre", "dm3"]),
        new("cl", "centilitre", 10),
        new("dl", "decilitre", 100),
        new("hl", "hectolitre", 100_000),
        new("µl", "microlitre", 0.001m, Also: ["cubic millimetre", "mm3"]),
        new("m³", "cubic metre", 1_000_000, Also: ["cbm", "cu m", "kilolitre", "kl"]),
        new("in³", "cubic inch", CubicInch, Also: ["cubic inches", "cu in"]),
        new("ft³", "cubic foot", 1728 * CubicInch, Also: ["cubic feet", "cu ft"]),
        new("yd³", "cubic yard", 46_656 * CubicInch, Also: ["cu yd"]),
        new("gal", "gallon", UsGallon, Also: ["US gallon", "gallon us", "gal_us", "us gal"]),
        new("qt", "quart", UsGallon, 4, Also: ["US quart", "qt_us", "us qt"]),
        new("pt", "pint", UsGallon, 8, Also: ["US pint", "pt_us", "us pt"]),
        new("cup", "cup", UsGallon, 16, Also: ["US cup", "c"]),
        new("fl oz", "fluid ounce", UsGallon, 128, Also: ["floz", "US fluid ounce", "fl_oz_us", "us fl oz", "oz", "ounce"]),
        new("tbsp", "tablespoon", UsGallon, 256, Also: ["US tablespoon", "tbs"]),
        new("tsp", "teaspoon", UsGallon, 768, Also: ["US teaspoon"]),
        new("gal_uk", "imperial gallon", ImperialGallon, Also: ["UK gallon", "gallon uk", "uk gal", "imp gal", "gal imp"]),
        new("qt_uk", "imperial quart", ImperialGallon, 4, Also: ["UK quart", "uk qt", "quart uk", "imp qt"]),
        new("pt_uk", "imperial pint", ImperialGallon, 8, Also: ["UK pint", "uk pt", "pint uk", "imp pt"]),
        new("fl_oz_uk", "imperial fluid ounce", ImperialGallon, 160, Also: ["UK fluid ounce", "uk fl oz", "imp fl oz"]),
        new("tbsp_metric", "metric tablespoon", 15),
        new("tsp_metric", "metric teaspoon", 5),
        new("cup_metric", "metric cup", 250),
        new("bbl", "barrel", 42 * UsGallon, Also: ["oil barrel"]),
    ];

    private static readonly Unit[] Areas =
    [
        new("m²", "square metre", 1, Also: ["sq m", "sqm"]),
        new("mm²", "square millimetre", 1e-6m, Also: ["sq mm"]),
        new("cm²", "square centimetre", 0.0001m, Also: ["sq cm", "sqcm"]),
        new("km²", "square kilometre", 1_000_000, Also: ["sq km", "sqkm"]),
        new("a", "are", 100),
        new("ha", "hectare", 10_000),
        new("in²", "square inch", SquareInch, Also: ["square inches", "sq in", "sqin"]),
        new("ft²", "square foot", 144 * SquareInch, Also: ["square feet", "sq ft", "sqft"]),
        new("yd²", "square yard", 1296 * SquareInch, Also: ["sq yd", "sqyd"]),
        new("mi²", "square mile", Mile * Mile, Also: ["sq mi"]),
        new("acre", "acre", 4840 * 1296 * SquareInch, Also: ["ac"]),
    ];

    private static readonly Unit[] Speeds =
    [
        new("m/s", "metre per second", 1, Also: ["mps"]),
        new("km/h", "kilometre per hour", 1000, 3600, Also: ["kph", "kmh", "kmph", "km/hr", "km/hour"]),
        new("km/s", "kilometre per second", 1000),
        new("mph", "mile per hour", Mile, 3600, Also: ["mi/h", "mi/hr"]),
        new("ft/s", "foot per second", 0.3048m, Also: ["feet per second", "fps"]),
        new("kn", "knot", 1852, 3600, Also: ["kt", "kts", "nautical mile per hour"]),
        new("min/km", "minute per kilometre", 50, 3) { IsInverse = true },
        new("min/mi", "minute per mile", Mile, 60) { IsInverse = true },
        new("light_speed", "speed of light", 299_792_458, Also: ["c"]),
    ];

    private static readonly Unit[] Times =
    [
        new("s", "second", 1, Also: ["sec", "secs"]),
        new("ns", "nanosecond", 1e-9m),
        new("µs", "microsecond", 1e-6m),
        new("ms", "millisecond", 0.001m, Also: ["msec"]),
        new("min", "minute", 60, Also: ["mins", "m"]),
        new("h", "hour", 3600, Also: ["hr", "hrs"]),
        new("d", "day", 86_400),
        new("wk", "week", 604_800, Also: ["wks"]),
        new("fortnight", "fortnight", 1_209_600),
        new("mo", "month", JulianYear, 12, Also: ["average month", "mth"]),
        new("yr", "year", JulianYear, Also: ["y", "yrs", "Julian year"]),
        new("decade", "decade", 10 * JulianYear),
        new("century", "century", 100 * JulianYear, Also: ["centuries"]),
    ];

    private static readonly Unit[] DataSizes =
    [
        new("B", "byte", 8),
        new("kB", "kilobyte", 8e3m),
        new("MB", "megabyte", 8e6m, Also: ["meg"]),
        new("GB", "gigabyte", 8e9m, Also: ["gig"]),
        new("TB", "terabyte", 8e12m),
        new("PB", "petabyte", 8e15m),
        new("KiB", "kibibyte", 8 * Kibi),
        new("MiB", "mebibyte", 8 * Kibi * Kibi),
        new("GiB", "gibibyte", 8 * Kibi * Kibi * Kibi),
        new("TiB", "tebibyte", 8 * Kibi * Kibi * Kibi * Kibi),
        new("PiB", "pebibyte", 8 * Kibi * Kibi * Kibi * Kibi * Kibi),
        new("bit", "bit", 1, Also: ["b", "bits"]),
        new("kbit", "kilobit", 1e3m, Also: ["Kb"]),
        new("Mbit", "megabit", 1e6m, Also: ["Mb"]),
        new("Gbit", "gigabit", 1e9m, Also: ["Gb"]),
        new("Tbit", "terabit", 1e12m, Also: ["Tb"]),
        new("Kibit", "kibibit", Kibi),
        new("Mibit", "mebibit", Kibi * Kibi),
        new("Gibit", "gibibit", Kibi * Kibi * Kibi),
    ];

    private static readonly Unit[] Pressures =
    [
        new("Pa", "pascal", 1),
        new("hPa", "hectopascal", 100),
        new("kPa", "kilopascal", 1000),
        new("MPa", "megapascal", 1_000_000),
        new("bar", "bar", 100_000, Also: ["bars"]),
        new("mbar", "millibar", 100),
        new("atm", "atmosphere", 101_325, Also: ["standard atmosphere"]),
        new("psi", "pound per square inch", PoundForce, SquareInch, Also: ["lbf/in²", "pound-force per square inch"]),
        new("Torr", "torr", 101_325, 760),
        new("mmHg", "millimetre of mercury", 133.322387415m, Also: ["mm hg", "millimetres of mercury", "millimeters of mercury"]),
        new("inHg", "inch of mercury", 3386.388640341m, Also: ["in hg", "inches of mercury"]),
        new("cmH2O", "centimetre of water", 98.0665m, Also: ["cm h2o", "centimetres of water", "centimeters of water"]),
    ];

    private static readonly Unit[] Energies =
    [
        new("J", "joule", 1),
        new("kJ", "kilojoule", 1000),
        new("MJ", "megajoule", 1_000_000),
        new("cal", "calorie", 4.184m, Also: ["thermochemical calorie", "small calorie"]),
        new("kcal", "kilocalorie", 4184, Also: ["food calorie", "Cal", "large calorie"]),
        new("Wh", "watt-hour", 3600, Also: ["watt hour"]),
        new("kWh", "kilowatt-hour", 3_600_000, Also: ["kilowatt hour"]),
        new("MWh", "megawatt-hour", 3_600_000_000, Also: ["megawatt hour"]),
        new("eV", "electronvolt", 1.602176634e-19m, Also: ["electron volt"]),
        new("BTU", "British thermal unit", 1055.05585262m, Also: ["Btu", "British thermal units"]),
        new("therm", "therm", 105_505_585.262m),
        new("ft lbf", "foot-pound", 0.3048m * PoundForce, Also: ["ft lb", "ftlb", "ft lbs", "foot pound"]),
        new("tTNT", "ton of TNT", 4_184_000_000, Also: ["tons of TNT", "tonne of TNT", "tonnes of TNT"]),
    ];

    private static readonly Unit[] Powers =
    [
        new("W", "watt", 1),
        new("mW", "milliwatt", 0.001m),
        new("kW", "kilowatt", 1000),
        new("MW", "megawatt", 1_000_000),
        new("GW", "gigawatt", 1_000_000_000),
        new("hp", "horsepower", 550 * 0.3048m * PoundForce, Also: ["mechanical horsepower", "bhp"]),
        new("PS", "metric horsepower", 75 * StandardGravity, Also: ["cv"]),
        new("BTU/h", "BTU per hour", 1055.05585262m, 3600, Also: ["btuh", "BTU/hr"]),
        new("TR", "ton of refrigeration", 12_000 * 1055.05585262m, 3600, Also: ["ton", "tons", "refrigeration ton", "tons of refrigeration"]),
    ];

    private static readonly Unit[] Forces =
    [
        new("N", "newton", 1),
        new("kN", "kilonewton", 1000),
        new("MN", "meganewton", 1_000_000),
        new("dyn", "dyne", 0.00001m),
        new("lbf", "pound-force", PoundForce, Also: ["pound force", "pounds-force", "pounds force", "lb", "lbs", "pound"]),
        new("kgf", "kilogram-force", StandardGravity, Also: ["kilogram force", "kilograms-force", "kilograms force", "kilopond", "kp", "kg", "kilogram"]),
        new("tonf", "ton-force", 2000 * PoundForce, Also: ["ton force", "tons-force", "tons force", "ton"]),
    ];

    private static readonly Unit[] Angles =
    [
        new("°", "degree", 1, Also: ["deg"]),
        new("rad", "radian", DegreesPerRadian),
        new("mrad", "milliradian", DegreesPerRadian / 1000),
        new("gon", "gradian", 0.9m, Also: ["grad", "gons"]),
        new("′", "arcminute", 1, 60, Also: ["arcmin", "minute of arc", "minutes of arc", "minute"]),
        new("″", "arcsecond", 1, 3600, Also: ["arcsec", "second of arc", "seconds of arc", "second"]),
        new("rev", "revolution", 360, Also: ["turn", "full circle"]),
    ];

    private static readonly Unit[] FuelEconomies =
    [
        new("km/l", "kilometre per litre", 1, Also: ["kmpl", "kpl"]),
        new("l/100km", "litre per 100 kilometres", 100,
            Also: ["litres per 100 km", "liters per 100 km", "litre per 100 kilometre", "liters per 100 kilometers"]) { IsInverse = true },
        new("mpg", "mile per gallon", Mile, UsGallon, Also: ["mpg_us", "us mpg", "mile per US gallon"]),
        new("mpg_uk", "mile per imperial gallon", Mile, ImperialGallon, Also: ["imperial mpg", "uk mpg", "mile per UK gallon"]),
    ];

    private static readonly Unit[] Frequencies =
    [
        new("Hz", "hertz", 1, Also: ["cycle per second"]),
        new("mHz", "millihertz", 0.001m),
        new("kHz", "kilohertz", 1000),
        new("MHz", "megahertz", 1_000_000),
        new("GHz", "gigahertz", 1_000_000_000),
        new("THz", "terahertz", 1_000_000_000_000),
        new("rpm", "revolution per minute", 1, 60, Also: ["r/min"]),
        new("bpm", "beat per minute", 1, 60),
    ];

    /// <summary>Every unit; where a spelling fits several dimensions, the earlier is meant unless the other unit says otherwise.</summary>
    public static readonly IReadOnlyList<Unit> All =
    [
        .. In(Length, Lengths), .. In(Mass, Masses), .. In(Temperature, Temperatures), .. In(Volume, Volumes), .. In(Area, Areas), .. In(Speed, Speeds),
        .. In(Time, Times), .. In(Data, DataSizes), .. In(Pressure, Pressures), .. In(Energy, Energies), .. In(Power, Powers), .. In(Force, Forces),
        .. In(Angle, Angles), .. In(FuelEconomy, FuelEconomies), .. In(Frequency, Frequencies),
    ];

    private static IEnumerable<Unit> In(UnitDimension dimension, Unit[] units) => units.Select(u => u with { Dimension = dimension });
}
