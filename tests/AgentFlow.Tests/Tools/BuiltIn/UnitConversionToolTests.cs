using System.Globalization;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class UnitConversionToolTests
{
    private static readonly AIFunction Converter = UnitConversionTool.Create();

    [Theory]
    [InlineData(26.2, "mi", "km", "42.164813 km")]
    [InlineData(26.2, "miles", "kilometers", "42.164813 km")]
    [InlineData(1, "inch", "cm", "2.54 cm")]
    [InlineData(5, "feet", "m", "1.524 m")]
    [InlineData(1, "KM", "Metres", "1000 m")]
    [InlineData(1, "nautical mile", "m", "1852 m")]
    [InlineData(1, "light year", "km", "9460730472580.8 km")]
    [InlineData(1, "ly", "mm", "9460730472580800000 mm")]
    [InlineData(1, "mm", "ly", "1.057e-19 ly")]
    [InlineData(1, "mm", "mi", "6.21371e-7 mi")]
    [InlineData(4, "in", "ft", "0.333333 ft")]
    [InlineData(6, "'", "\"", "72 in")]
    [InlineData(0.1, "m", "cm", "10 cm")]
    [InlineData(12.345, "km", "km", "12.345 km")]
    [InlineData(-3, "km", "m", "-3000 m")]
    [InlineData(150, "lbs", "kg", "68.038856 kg")]
    [InlineData(1, "pound", "g", "453.59237 g")]
    [InlineData(1, "stone", "lb", "14 lb")]
    [InlineData(1, "ounce", "gram", "28.349523 g")]
    [InlineData(1, "tonne", "kg", "1000 kg")]
    [InlineData(1, "ton", "kg", "907.18474 kg")]
    [InlineData(2, "tons", "lb", "4000 lb")]
    [InlineData(1, "long ton", "kg", "1016.046909 kg")]
    [InlineData(500, "µg", "mg", "0.5 mg")]
    [InlineData(500, "ug", "mg", "0.5 mg")]
    [InlineData(500, "mcg", "mg", "0.5 mg")]
    [InlineData(100, "celsius", "fahrenheit", "212 °F")]
    [InlineData(32, "F", "C", "0 °C")]
    [InlineData(98.6, "°F", "°C", "37 °C")]
    [InlineData(-40, "degrees C", "deg F", "-40 °F")]
    [InlineData(0, "K", "C", "-273.15 °C")]
    [InlineData(25, "c", "k", "298.15 K")]
    [InlineData(1, "gal", "l", "3.785412 l")]
    [InlineData(1, "gal_uk", "l", "4.54609 l")]
    [InlineData(1, "imperial gallon", "US gallons", "1.20095 gal")]
    [InlineData(1, "cup", "ml", "236.588237 ml")]
    [InlineData(3, "tsp", "tbsp", "1 tbsp")]
    [InlineData(1, "m³", "litres", "1000 l")]
    [InlineData(1, "m^3", "L", "1000 l")]
    [InlineData(1, "cubic foot", "cubic inches", "1728 in³")]
    [InlineData(1, "barrel", "gallons", "42 gal")]
    [InlineData(1, "acre", "sq ft", "43560 ft²")]
    [InlineData(1, "hectare", "m2", "10000 m²")]
    [InlineData(1, "square mile", "acres", "640 acre")]
    [InlineData(1, "sq. km", "ha", "100 ha")]
    [InlineData(100, "km/h", "mph", "62.137119 mph")]
    [InlineData(60, "miles per hour", "km/h", "96.56064 km/h")]
    [InlineData(60, "miles an hour", "kph", "96.56064 km/h")]
    [InlineData(10, "knots", "km per hour", "18.52 km/h")]
    [InlineData(5, "min/km", "km/h", "12 km/h")]
    [InlineData(36, "km/h", "m/s", "10 m/s")]
    [InlineData(90, "minutes", "hours", "1.5 h")]
    [InlineData(2, "weeks", "days", "14 d")]
    [InlineData(1, "year", "days", "365.25 d")]
    [InlineData(1, "GB", "MB", "1000 MB")]
    [InlineData(1, "GiB", "MiB", "1024 MiB")]
    [InlineData(1, "GiB", "GB", "1.073742 GB")]
    [InlineData(500, "kB", "KiB", "488.28125 KiB")]
    [InlineData(100, "Mbit", "MB", "12.5 MB")]
    [InlineData(100, "Mb", "MB", "12.5 MB")]
    [InlineData(8, "bits", "bytes", "1 B")]
    [InlineData(1, "atm", "kPa", "101.325 kPa")]
    [InlineData(32, "psi", "bar", "2.206322 bar")]
    [InlineData(760, "torr", "atm", "1 atm")]
    [InlineData(1, "kWh", "MJ", "3.6 MJ")]
    [InlineData(1, "kcal", "kJ", "4.184 kJ")]
    [InlineData(1, "eV", "J", "1.60218e-19 J")]
    [InlineData(1, "eV", "kWh", "4.45049e-26 kWh")]
    [InlineData(100, "hp", "kW", "74.569987 kW")]
    [InlineData(1, "mW", "MW", "1e-9 MW")]
    [InlineData(1, "lbf", "N", "4.448222 N")]
    [InlineData(180, "degrees", "radians", "3.141593 rad")]
    [InlineData(1, "rev", "°", "360 °")]
    [InlineData(1, "degree", "arcmin", "60 ′")]
    [InlineData(30, "mpg", "l/100km", "7.840486 l/100km")]
    [InlineData(5, "L/100 km", "mpg", "47.042917 mpg")]
    [InlineData(5, "liters per 100 km", "mpg_uk", "56.496187 mpg_uk")]
    [InlineData(8, "l/100km", "km/l", "12.5 km/l")]
    [InlineData(3, "GHz", "MHz", "3000 MHz")]
    [InlineData(3000, "rpm", "Hz", "50 Hz")]
    [InlineData(0, "km", "mi", "0 mi")]
    [InlineData(1e30, "m", "km", "1e+27 km")]
    public async Task Convert_KnownUnits_GivesTheValue(double value, string from, string to, string expected)
    {
        var result = await Convert(value, from, to);

        Assert.Equal(expected, result.Split(" ('")[0]);
    }

    [Theory]
    [InlineData(8, "oz", "g", "226.796185 g")]
    [InlineData(8, "oz", "ml", "236.588237 ml ('oz' read as fluid ounce)")]
    [InlineData(8, "ounces", "cups", "1 cup ('ounces' read as fluid ounce)")]
    [InlineData(1, "ton", "kW", "3.516853 kW ('ton' read as ton of refrigeration)")]
    [InlineData(1, "kg", "N", "9.80665 N ('kg' read as kilogram-force)")]
    [InlineData(20, "c", "f", "68 °F ('c' read as degree Celsius)")]
    [InlineData(2, "c", "ml", "473.176473 ml")]
    [InlineData(5, "m", "s", "300 s ('m' read as minute)")]
    [InlineData(30, "minutes", "degrees", "0.5 ° ('minutes' read as arcminute)")]
    [InlineData(1, "kb", "B", "1000 B")]
    [InlineData(1, "Kb", "B", "125 B")]
    [InlineData(1, "NM", "m", "1852 m")]
    [InlineData(1, "nm", "m", "1e-9 m")]
    public async Task Convert_AmbiguousSpelling_IsResolvedByTheOtherUnitAndSaysSo(double value, string from, string to, string expected)
    {
        Assert.Equal(expected, await Convert(value, from, to));
    }

    [Theory]
    [InlineData(1, "kg", "km", "'kg' is a mass and 'km' is a length; only units of the same kind convert into each other. Units of mass: kg,")]
    [InlineData(1, "GB", "acre", "'GB' is an amount of data and 'acre' is an area;")]
    [InlineData(1, "mpg", "km", "'mpg' is a fuel economy and 'km' is a length;")]
    [InlineData(1, "kilmeters", "mi", "There is no unit 'kilmeters'. Did you mean 'kilometers'")]
    [InlineData(1, "mi", "fooo", "There is no unit 'fooo'.")]
    [InlineData(1, "mi", "zzzzzz", "There is no unit 'zzzzzz'. Units of length: m, nm, µm, mm,")]
    [InlineData(1, "xqzw", "yqzw", "Known are units of length, mass, temperature, volume, area, speed, time, data, pressure, energy, power, force, angle, fuel economy, frequency.")]
    [InlineData(1, "", "km", "There is no unit ''.")]
    [InlineData(-500, "C", "K", "-500 °C is below absolute zero, which is 0 K, -273.15 °C or -459.67 °F.")]
    [InlineData(-1, "K", "F", "-1 K is below absolute zero")]
    [InlineData(0, "l/100km", "mpg", "0 l/100km has no counterpart in mpg, which would be infinite.")]
    [InlineData(0, "mpg", "l/100km", "0 mpg has no counterpart in l/100km")]
    [InlineData(double.NaN, "m", "km", "The value is not a number. Give one such as 26.2.")]
    [InlineData(1e305, "ly", "nm", "The value in nm is too large to be computed. Use a unit nearer to ly.")]
    [InlineData(1e-320, "nm", "ly", "The value in ly is too small to be computed. Use a unit nearer to nm.")]
    public async Task Convert_CannotBeDone_SaysWhy(double value, string from, string to, string expected)
    {
        Assert.Contains(expected, await Convert(value, from, to).ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_EveryUnitThereAndBack_GivesTheValue()
    {
        foreach (var group in UnitTable.All.GroupBy(u => u.Dimension))
        {
            foreach (var (from, to) in from a in @group from b in @group select (a, b))
            {
                var there = await Convert(123.456, from.Name, to.Name);
                var number = double.Parse(there.Split(' ')[0], CultureInfo.InvariantCulture);
                var back = await Convert(number, to.Name, from.Name);

                Assert.EndsWith(" " + to.Symbol, there.Split(" ('")[0], StringComparison.Ordinal);
                Assert.True(Math.Abs(double.Parse(back.Split(' ')[0], CultureInfo.InvariantCulture) - 123.456) < 123.456 * 1e-5, $"{from.Name} -> {there} -> {back}");
            }
        }
    }

    [Fact]
    public async Task Convert_EverySpelling_MeansItsUnitBesideAUnitOfItsDimension()
    {
        foreach (var unit in UnitTable.All)
        {
            var other = UnitTable.All.First(u => u.Dimension == unit.Dimension && u != unit);
            foreach (var spelling in unit.Spellings())
            {
                var result = await Convert(1, other.Name, spelling);

                Assert.True(result.Split(" ('")[0].EndsWith(" " + unit.Symbol, StringComparison.Ordinal), $"'{spelling}' of {unit.Name}: {result}");
            }
        }
    }

    [Fact]
    public void Spellings_WithinOneDimension_BelongToOneUnit()
    {
        var shared = UnitTable.All.SelectMany(u => u.Spellings().Select(s => (u.Dimension, Spelling: s, u.Name)))
            .GroupBy(s => (s.Dimension, s.Spelling)).Where(g => g.Select(s => s.Name).Distinct().Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(s => s.Name))}");

        Assert.Empty(shared);
    }

    [Fact]
    public void Spellings_DifferingInCaseOnly_AreTheDocumentedOnes()
    {
        var shared = UnitTable.All.SelectMany(u => u.Spellings().Select(s => (u.Dimension, Spelling: s.ToUpperInvariant(), u.Symbol)))
            .GroupBy(s => (s.Dimension, s.Spelling)).Where(g => g.Select(s => s.Symbol).Distinct().Count() > 1)
            .Select(g => g.Key.Spelling).Order(StringComparer.Ordinal);

        Assert.Equal(["B", "CAL", "GB", "KB", "MB", "MHZ", "MW", "NM", "TB"], shared);
    }

    [Fact]
    public async Task Convert_RandomText_ThrowsNothingButToolException()
    {
        const string Letters = "kmglbftpsCFK°/²^ .-_'\"0µ";
        var random = new Random(5);

        for (var i = 0; i < 1500; i++)
        {
            var (from, to) = (Text(), Text());
            var value = random.NextDouble() * Math.Pow(10, random.Next(-320, 308));
            try
            {
                await Convert(value, from, to);
            }
            catch (ToolException error)
            {
                Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            }
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    [Fact]
    public async Task Convert_ExtremeValues_GiveSomethingElseThanZero()
    {
        var random = new Random(6);

        for (var i = 0; i < 5000; i++)
        {
            var from = UnitTable.All[random.Next(UnitTable.All.Count)];
            var to = UnitTable.All.Where(u => u.Dimension == from.Dimension).ElementAt(random.Next(2));
            var value = (1 + random.NextDouble()) * Math.Pow(10, random.Next(-300, 28));
            if (from.Dimension == UnitDimension.Temperature)
                continue;

            var result = double.Parse((await Convert(value, from.Symbol, to.Name)).Split(' ')[0], CultureInfo.InvariantCulture);

            var ratio = from.IsInverse == to.IsInverse ? result / value : result * value;
            Assert.True(ratio is > 1e-40 and < 1e40, $"{value} {from.Name} = {result} {to.Name}");
        }
    }

    [Fact]
    public void Create_Tool_AsksForANumberAndTwoUnits()
    {
        var properties = Converter.JsonSchema.GetProperty("properties");

        Assert.Equal("convert_unit", Converter.Name);
        Assert.Equal("number", properties.GetProperty("value").GetProperty("type").GetString());
        Assert.Equal("string", properties.GetProperty("from").GetProperty("type").GetString());
        Assert.Equal("string", properties.GetProperty("to").GetProperty("type").GetString());
    }

    private static Task<string> Convert(double value, string from, string to) => Converter.CallAsync(("value", value), ("from", from), ("to", to));
}
