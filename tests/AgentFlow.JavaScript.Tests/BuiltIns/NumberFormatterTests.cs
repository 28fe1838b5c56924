using System.Globalization;
using System.Numerics;
using AgentFlow.JavaScript.BuiltIns.Conversion;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

// The conversions are the ground under every built-in and are reached directly: through scripts a failure would have many causes.
public sealed class NumberFormatterTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(-7, "-7")]
    [InlineData(123456789012, "123456789012")]
    [InlineData(1e21, "1e+21")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.5e-10, "1.5e-10")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void ToText_Number_IsTheShortest(double value, string expected)
    {
        Assert.Equal(expected, NumberFormatter.ToText(value));
    }

    [Theory]
    [InlineData(1.005, 2, "1.00")]
    [InlineData(2.5, 0, "3")]
    [InlineData(-2.5, 0, "-3")]
    [InlineData(0.000001, 7, "0.0000010")]
    [InlineData(-0.0000001, 2, "-0.00")]
    [InlineData(1000000000000000128, 0, "1000000000000000128")]
    [InlineData(1e21, 2, "1e+21")]
    public void ToFixed_Number_RoundsTheExactValue(double value, int fraction, string expected)
    {
        Assert.Equal(expected, NumberFormatter.ToFixed(value, fraction));
    }

    [Theory]
    [InlineData("  12  ", 12)]
    [InlineData("", 0)]
    [InlineData("\uFEFF\u2028 0x1F\u00A0", 31)]
    [InlineData("0b101", 5)]
    [InlineData("-0x10", double.NaN)]
    [InlineData("1_000", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("infinity", double.NaN)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData(".", double.NaN)]
    [InlineData("1e1000", double.PositiveInfinity)]
    [InlineData("1e-99999999999999", 0)]
    [InlineData("0x20000000000001", 9007199254740992d)]
    [InlineData("0x20000000000003", 9007199254740996d)]
    public void Parse_Text_IsTheNumber(string text, double expected)
    {
        Assert.Equal(expected, NumberParser.Parse(text));
    }

    [Theory]
    [InlineData("12px", 10, 12)]
    [InlineData("0x1f", 0, 31)]
    [InlineData("0x", 0, double.NaN)]
    [InlineData("-zz", 36, -1295)]
    [InlineData("101", 2, 5)]
    [InlineData("9", 8, double.NaN)]
    [InlineData("123", 37, double.NaN)]
    public void ParseInt_Text_ReadsThePrefix(string text, int radix, double expected)
    {
        Assert.Equal(expected, NumberParser.ParseInt(text, radix));
    }

    [Fact]
    public void Format_BigNumberInEveryRadix_ReadsBack()
    {
        var value = BigInteger.Parse("-123456789012345678901234567890123456789012345678901234567890", CultureInfo.InvariantCulture);

        var texts = Enumerable.Range(2, 35).Select(radix => (radix, Text: BigIntText.Format(value, radix))).ToList();

        Assert.All(texts, t => Assert.Equal(value, -BigIntText.ParseDigits(t.Text.AsSpan(1), t.radix)!.Value));
    }

    [Fact]
    public void EveryText_OfRandomNumbers_EqualsThatOfNode()
    {
        var random = new Random(7);
        var numbers = Enumerable.Range(0, 2000).Select(i => i % 3 == 0 ? random.NextDouble() * Math.Pow(10, random.Next(-25, 25))
            : i % 3 == 1 ? random.Next(-100000, 100000) / 64.0 : BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite).ToList();
        var bits = string.Join(',', numbers.Select(n => $"\"{BitConverter.DoubleToInt64Bits(n)}\""));
        var node = Node.Run($$"""
            const f = new Float64Array(1), b = new BigInt64Array(f.buffer);
            for (const n of [{{bits}}]) { b[0] = BigInt(n); const x = f[0];
              console.log([x, x.toFixed(2), x.toFixed(20), x.toExponential(), x.toExponential(5), x.toPrecision(3), x.toPrecision(30), x.toString(2), ...(Math.abs(x) < 2 ** 53 ? [x.toString(36), x.toString(7)] : [])].join(" ")); }
            """);
        Assert.SkipWhen(node is null, "node is not installed.");

        var lines = node.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(numbers.Zip(lines), p => Assert.Equal(p.Second, string.Join(' ',
            NumberFormatter.ToText(p.First), NumberFormatter.ToFixed(p.First, 2), NumberFormatter.ToFixed(p.First, 20), NumberFormatter.ToExponential(p.First, null),
            NumberFormatter.ToExponential(p.First, 5), NumberFormatter.ToPrecision(p.First, 3), NumberFormatter.ToPrecision(p.First, 30),
            NumberFormatter.ToRadix(p.First, 2) + Exact(p.First))));

        // Beyond 2^53 the language leaves the last digits to the engine: these are the exact ones.
        static string Exact(double x) => Math.Abs(x) < 9007199254740992 ? $" {NumberFormatter.ToRadix(x, 36)} {NumberFormatter.ToRadix(x, 7)}" : "";
    }
}
