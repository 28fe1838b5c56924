using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class CalculatorToolTests
{
    private static readonly AIFunction Calculator = CalculatorTool.Create();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1.10 + 2.20", "3.3")]
    [InlineData("7 - 10", "-3")]
    [InlineData("1 - 1", "0")]
    [InlineData("6 * 7", "42")]
    [InlineData("1.1 * 1.1", "1.21")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("1 / 3", "0.333333333333333333333333")]
    [InlineData("2 / 3", "0.666666666666666666666667")]
    [InlineData("1 / 3 * 3", "1")]
    [InlineData("10 / 3 * 3 - 10", "0")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("100 / 10 / 2", "5")]
    [InlineData("[1 + 2] * 3", "9")]
    [InlineData("((((7))))", "7")]
    [InlineData("-5 + 3", "-2")]
    [InlineData("+5", "5")]
    [InlineData("--5", "5")]
    [InlineData("2 * -3", "-6")]
    [InlineData("2 - -3", "5")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("12345678901234567890 * 1000000", "12345678901234567890000000")]
    [InlineData("0.0000000000000000000000000001 * 2", "0.0000000000000000000000000002")]
    [InlineData("1 + 1 =", "2")]
    [InlineData("1 + 1?", "2")]
    [InlineData("  1+1  ", "2")]
    public Task Calculate_Arithmetic_IsExact(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1,234,567 + 1", "1234568")]
    [InlineData("12,345 * 2", "24690")]
    [InlineData("1e3", "1000")]
    [InlineData("2.5E-3", "0.0025")]
    [InlineData("1e+2", "100")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("007", "7")]
    [InlineData("1.500", "1.5")]
    [InlineData("max(1,234)", "234")]
    [InlineData("max((1,234), 5)", "1234")]
    [InlineData("max(1;2)", "2")]
    public Task Calculate_Numbers_AreReadAsPeopleWriteThem(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("18% of 2450", "441")]
    [InlineData("100 + 10%", "110")]
    [InlineData("100 - 10%", "90")]
    [InlineData("100 - 10% - 10%", "81")]
    [InlineData("50 + 50 + 10%", "110")]
    [InlineData("50%", "0.5")]
    [InlineData("200 * 10%", "20")]
    [InlineData("20 / 10%", "200")]
    [InlineData("5% + 10%", "0.15")]
    [InlineData("100 + (10%)", "100.1")]
    [InlineData("100 + 10% of 50", "105")]
    [InlineData("100 + -10%", "90")]
    [InlineData("-10%", "-0.1")]
    [InlineData("7.5 percent of 80", "6")]
    [InlineData("15 per cent of 200", "30")]
    [InlineData("10% * 3", "0.3")]
    [InlineData("(2 + 3)%", "0.05")]
    [InlineData("59.99 + 8.25%", "64.939175")]
    public Task Calculate_Percent_IsTakenOfWhatItBelongsTo(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("10 % 3", "1")]
    [InlineData("10%3", "1")]
    [InlineData("10 mod 3", "1")]
    [InlineData("-7 mod 3", "2")]
    [InlineData("7 mod -3", "-2")]
    [InlineData("5.5 mod 2", "1.5")]
    [InlineData("10 modulo 4", "2")]
    [InlineData("mod(17, 5)", "2")]
    [InlineData("2^10 % 1000", "24")]
    [InlineData("6 mod 3", "0")]
    public Task Calculate_Modulo_HasTheSignOfTheDivisor(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("2^10", "1024")]
    [InlineData("2**10", "1024")]
    [InlineData("2^3^2", "512")]
    [InlineData("-2^2", "-4")]
    [InlineData("(-2)^2", "4")]
    [InlineData("2^-3", "0.125")]
    [InlineData("2^-1*4", "2")]
    [InlineData("10^-28", "0.0000000000000000000000000001")]
    [InlineData("0^0", "1")]
    [InlineData("0^5", "0")]
    [InlineData("1.05^10", "1.62889462677744140625")]
    [InlineData("5²", "25")]
    [InlineData("2³ + 1", "9")]
    [InlineData("2¹⁰", "1024")]
    [InlineData("10⁻²", "0.01")]
    [InlineData("3 squared", "9")]
    [InlineData("2 cubed + 1", "9")]
    [InlineData("2 to the power of 8", "256")]
    [InlineData("2 raised to 8", "256")]
    [InlineData("9^0.5", "3")]
    [InlineData("8^(1/3)", "2")]
    [InlineData("2^0.5", "1.4142135623731")]
    [InlineData("5!", "120")]
    [InlineData("0!", "1")]
    [InlineData("27!", "10888869450418352160768000000")]
    [InlineData("3!^2", "36")]
    [InlineData("2^3!", "64")]
    [InlineData("-3!", "-6")]
    [InlineData("3!!", "720")]
    [InlineData("5!/3!", "20")]
    public Task Calculate_Powers_BindTighterThanSigns(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("2(3+4)", "14")]
    [InlineData("(1+2)(3+4)", "21")]
    [InlineData("(2)3", "6")]
    [InlineData("2 pi", "6.28318530717958647692529")]
    [InlineData("2pi", "6.28318530717958647692529")]
    [InlineData("1/2 pi", "1.57079632679489661923132")]
    [InlineData("6/2(1+2)", "9")]
    [InlineData("2 sqrt(9)", "6")]
    [InlineData("3√16", "12")]
    [InlineData("2e", "5.43656365691809047072057")]
    [InlineData("6 × 7", "42")]
    [InlineData("6·7", "42")]
    [InlineData("6 x 7", "42")]
    [InlineData("6x7", "42")]
    [InlineData("84 ÷ 2", "42")]
    [InlineData("50 − 8", "42")]
    [InlineData("7 times 6", "42")]
    [InlineData("7 multiplied by 6", "42")]
    [InlineData("84 divided by 2", "42")]
    [InlineData("84 over 2", "42")]
    [InlineData("40 plus 2", "42")]
    [InlineData("50 MINUS 8", "42")]
    [InlineData("half of 10", "5")]
    [InlineData("third of 9", "3")]
    [InlineData("quarter of 10", "2.5")]
    [InlineData("twice 7 plus 1", "15")]
    [InlineData("3/4 of 20", "15")]
    [InlineData("square root of 16", "4")]
    [InlineData("the square root of 16 plus 9", "13")]
    public Task Calculate_WordsAndSigns_AreReadAsPeopleWriteThem(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("sqrt(16)", "4")]
    [InlineData("√16", "4")]
    [InlineData("sqrt 16 + 9", "13")]
    [InlineData("sqrt of 16", "4")]
    [InlineData("sqrt(0.01)", "0.1")]
    [InlineData("sqrt(2)", "1.41421356237309504880169")]
    [InlineData("sqrt(2)^2", "2")]
    [InlineData("sqrt(2) * sqrt(2) - 2", "0")]
    [InlineData("1e-18 / 3 * 3e18", "1")]
    [InlineData("12345678901.23 + 1e-18 / 3", "12345678901.23")]
    [InlineData("exp(1) - e", "0")]
    [InlineData("(100 + sin(1)) - 100", "0.8414709848079")]
    [InlineData("sin(1)^2 + cos(1)^2", "1")]
    [InlineData("100000 + sin(30°)", "100000.5")]
    [InlineData("cbrt(27)", "3")]
    [InlineData("sin(0)", "0")]
    [InlineData("sin(30°)", "0.5")]
    [InlineData("sin(30 deg)", "0.5")]
    [InlineData("sin 90 degrees", "1")]
    [InlineData("sin(pi)", "0")]
    [InlineData("sin(1000 pi)", "0")]
    [InlineData("cos(pi/2)", "0")]
    [InlineData("cos(60°)", "0.5")]
    [InlineData("tan(45°)", "1")]
    [InlineData("atan(1) * 4", "3.14159265358979")]
    [InlineData("asin(1) * 2", "3.14159265358979")]
    [InlineData("acos(1)", "0")]
    [InlineData("ln(e)", "1")]
    [InlineData("ln(1)", "0")]
    [InlineData("log10(1000)", "3")]
    [InlineData("log(100)", "2")]
    [InlineData("log(8, 2)", "3")]
    [InlineData("log2(1024)", "10")]
    [InlineData("exp(0)", "1")]
    [InlineData("exp(1)", "2.71828182845905")]
    [InlineData("pi", "3.14159265358979323846264")]
    [InlineData("π", "3.14159265358979323846264")]
    [InlineData("PI - pi", "0")]
    [InlineData("abs(-3.5)", "3.5")]
    [InlineData("min(3, 1, 2)", "1")]
    [InlineData("max(3, 1, 2)", "3")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("round(2/3, 2)", "0.67")]
    [InlineData("round(1.005, 2)", "1.01")]
    [InlineData("floor(-1.5)", "-2")]
    [InlineData("floor(1/3*3)", "1")]
    [InlineData("ceil(1.2)", "2")]
    [InlineData("ceiling(1.2)", "2")]
    [InlineData("trunc(-1.9)", "-1")]
    [InlineData("sign(-4)", "-1")]
    [InlineData("sum(1, 2, 3.5)", "6.5")]
    [InlineData("average(1, 2, 3, 4)", "2.5")]
    [InlineData("mean(2, 4)", "3")]
    [InlineData("gcd(12, 18)", "6")]
    [InlineData("lcm(4, 6)", "12")]
    [InlineData("pow(2, 8)", "256")]
    [InlineData("factorial(5)", "120")]
    [InlineData("max(2, min(5, 3)) * 2", "6")]
    [InlineData("MAX(1, 2)", "2")]
    public Task Calculate_Functions_GiveRoundValuesWhereTheyAreRound(string expression, string expected) => Gives(expression, expected);

    [Theory]
    [InlineData("", "The expression is empty. Write one such as '(1 + 2) * 3'.")]
    [InlineData("  ", "The expression is empty. Write one such as '(1 + 2) * 3'.")]
    [InlineData("3 + )", "Expected a number or '(' at position 5, after '3 +'; found ')'.")]
    [InlineData("3 +", "Expected a number or '(' at the end, after '3 +'.")]
    [InlineData("* 3", "Expected a number or '(' at position 1; found '*'.")]
    [InlineData("()", "Expected a number or '(' at position 2, after '('; found ')'.")]
    [InlineData("(1 + 2", "Expected an operator or ')' for the '(' at position 1 at the end, after '(1 + 2'.")]
    [InlineData("1 + 2)", "Expected an operator at position 6, after '1 + 2'; found ')'.")]
    [InlineData("2 3", "Expected an operator at position 3, after '2'; found '3'.")]
    [InlineData("3,5", "Expected an operator at position 2, after '3'; found ','. Decimals are written with a point and thousands in groups of three, as in 1,234.5.")]
    [InlineData("1 / 0", "The quotient at position 3 is a division by zero.")]
    [InlineData("1 / (2 - 2)", "The quotient at position 3 is a division by zero.")]
    [InlineData("5 mod 0", "The remainder at position 3 is a division by zero.")]
    [InlineData("0^-1", "The power at position 2 is a division by zero.")]
    [InlineData("10^29", "The power at position 3 is too large. The largest number is about 7.9e28.")]
    [InlineData("79228162514264337593543950335 + 1", "The sum at position 31 is too large. The largest number is about 7.9e28.")]
    [InlineData("1e20 * 1e20", "The product at position 6 is too large. The largest number is about 7.9e28.")]
    [InlineData("exp(100)", "'exp' at position 1 is too large. The largest number is about 7.9e28.")]
    [InlineData("1e40", "The number '1e40' at position 1 is too large. The largest is about 7.9e28.")]
    [InlineData("28!", "A factorial takes a whole number from 0 to 27, not 28.")]
    [InlineData("2.5!", "A factorial takes a whole number from 0 to 27, not 2.5.")]
    [InlineData("(-1)!", "A factorial takes a whole number from 0 to 27, not -1.")]
    [InlineData("sqrt(-1)", "The square root of a negative number (-1) is not a real number.")]
    [InlineData("(-8)^0.5", "A negative number (-8) to the power of a fraction (0.5) is not a real number.")]
    [InlineData("ln(0)", "'ln' takes a number above 0, not 0.")]
    [InlineData("asin(2)", "asin and acos take a number from -1 to 1, not 2.")]
    [InlineData("round(1, 2, 3)", "'round' at position 1 takes 1 to 2 values, not 3.")]
    [InlineData("1 + sqrt(1, 2)", "'sqrt' at position 5 takes 1 value, not 2.")]
    [InlineData("gcd(4)", "'gcd' at position 1 takes 2 values or more, not 1.")]
    [InlineData("gcd(1.5, 2)", "'gcd' takes whole numbers, not 1.5.")]
    [InlineData("round(1, 99)", "'round' takes 0 to 28 decimal places, not 99.")]
    [InlineData("mod 3", "'mod' at position 1 takes 2 values, not 1.")]
    [InlineData("max", "Expected '(' and the value of 'max' at the end, after 'max'.")]
    [InlineData("10⁻", "Expected a raised digit at position 4, after '⁻'.")]
    [InlineData("2 $ 3", "The character '$' at position 3 has no meaning in an expression. Use numbers, + - * / % ^ !, parentheses and functions such as sqrt(16).")]
    [InlineData("2 😀 3", "The character '😀' at position 3 has no meaning in an expression. Use numbers, + - * / % ^ !, parentheses and functions such as sqrt(16).")]
    [InlineData("log(5, 1)", "'log' at position 1 is a division by zero.")]
    public async Task Calculate_Malformed_SaysWhereAndWhatWasExpected(string expression, string expected)
    {
        Assert.Equal(expected, await Calculator.CallAsync(("expression", expression)).ErrorAsync());
    }

    [Theory]
    [InlineData("1e-30", "1e-28")]
    [InlineData("1e-20 * 1e-20", "1e-28")]
    [InlineData("1 / 1e28 / 10", "1e-28")]
    [InlineData("0.5^200", "1e-28")]
    [InlineData("exp(-100)", "1e-28")]
    [InlineData("1e-20 / 3e7 * 3e7 * 1e20", "1e-28")]
    [InlineData("sqrt(1e-28) / 3e20", "1e-28")]
    [InlineData("exp(-60)", "1e-28")]
    [InlineData("sin(1e20)", "too large")]
    [InlineData("tan(90°)", "right angle")]
    [InlineData("foo(3)", "Unknown name 'foo' at position 1.")]
    [InlineData("2 km", "Unknown name 'km' at position 3.")]
    [InlineData("sqr(3)", "Did you mean 'sqrt'?")]
    [InlineData("flor(3)", "Did you mean 'floor'?")]
    [InlineData("what is 2+2", "Known names: abs, acos,")]
    public async Task Calculate_CannotBeComputed_SaysWhy(string expression, string expected)
    {
        Assert.Contains(expected, await Calculator.CallAsync(("expression", expression)).ErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 101)]
    [InlineData("-", 101)]
    [InlineData("1^", 101)]
    [InlineData("sqrt ", 101)]
    public async Task Calculate_NestedTooDeep_IsRefused(string piece, int times)
    {
        var expression = string.Concat(Enumerable.Repeat(piece, times)) + "1";

        Assert.Contains("nested more than 100 deep", await Calculator.CallAsync(("expression", expression)).ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calculate_TooLong_IsRefused()
    {
        var expression = string.Join('+', Enumerable.Repeat("1", 501));

        var error = await Calculator.CallAsync(("expression", expression)).ErrorAsync();

        Assert.Equal("The expression has 1001 characters; at most 1000 are read. Split it into parts.", error);
    }

    [Fact]
    public async Task Calculate_LongSum_IsComputed()
    {
        Assert.Equal("500", await Calculator.CallAsync(("expression", string.Join('+', Enumerable.Repeat("1", 500)))));
    }

    [Fact]
    public void Create_Tool_IsPureAndDescribesItself()
    {
        Assert.Equal("calculate", Calculator.Name);
        Assert.Contains("percent", Calculator.Description, StringComparison.Ordinal);
        Assert.Equal("string", Calculator.JsonSchema.GetProperty("properties").GetProperty("expression").GetProperty("type").GetString());
        Assert.Equal(["expression"], Calculator.JsonSchema.GetProperty("required").EnumerateArray().Select(e => e.GetString()));
    }

    private static async Task Gives(string expression, string expected)
    {
        Assert.Equal(expected, await Calculator.CallAsync(("expression", expression)));
    }
}
