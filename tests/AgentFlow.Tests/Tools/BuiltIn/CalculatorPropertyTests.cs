using System.Globalization;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class CalculatorPropertyTests
{
    private const string Alphabet = "0123456789.,+-−*×/÷%^!²³⁻⁵°√()[]; eExXpi\t=?$\"'😀éπ";

    private static readonly AIFunction Calculator = CalculatorTool.Create();
    private static readonly string[] Pieces =
        ["1", "2.5", "1,000", "1e3", "(", ")", "+", "-", "*", "/", "%", "^", "!", "²", " of ", " mod ", " plus ", " divided by ", "sqrt", "max(", ",", "pi", "e", "half", "sin", "°", "ln(", "round(", "log10", "0", "28", "1e28", "1e-28", " x "];

    [Fact]
    public async Task Calculate_RandomTrees_GiveTheValueComputedFromTheTree()
    {
        var random = new Random(20_261);

        for (var i = 0; i < 3000; i++)
        {
            var (text, value, _) = Tree(random, random.Next(1, 6));

            Assert.Equal($"{text} = {Plain(value)}", $"{text} = {await Calculator.CallAsync(("expression", text))}");
        }
    }

    [Fact]
    public async Task Calculate_DecimalSums_AreExactToTheLastDigit()
    {
        var random = new Random(7);

        for (var i = 0; i < 1000; i++)
        {
            var (a, b) = (new decimal(random.Next(), random.Next(), 0, false, 12), new decimal(random.Next(), random.Next(), 0, true, 9));

            Assert.Equal(Plain(a + b), await Calculator.CallAsync(("expression", $"{Plain(a)} + {Plain(b)}")));
        }
    }

    [Fact]
    public async Task Calculate_QuotientTimesDivisor_IsTheDividend()
    {
        var random = new Random(8);

        for (var i = 0; i < 1000; i++)
        {
            var (a, b) = (random.Next(1, 100_000), random.Next(1, 100_000));

            Assert.Equal($"{a}", await Calculator.CallAsync(("expression", $"{a} / {b} * {b}")));
        }
    }

    [Fact]
    public async Task Calculate_SquareRootSquared_IsTheNumber()
    {
        for (var n = 0; n < 1000; n++)
            Assert.Equal($"{n}", await Calculator.CallAsync(("expression", $"sqrt({n})²")));
    }

    [Fact]
    public async Task Calculate_RandomText_ThrowsNothingButToolException()
    {
        var random = new Random(99);
        var answers = 0;

        for (var i = 0; i < 10_000; i++)
        {
            var text = i % 2 == 0
                ? string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]))
                : string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            answers += await Answers(text) ? 1 : 0;
        }

        Assert.InRange(answers, 200, 9_000);
    }

    [Theory]
    [InlineData(")")]
    [InlineData("9")]
    [InlineData("((((((((((")]
    [InlineData("2^")]
    [InlineData("!")]
    [InlineData("max(1,")]
    [InlineData("\ud83d")]
    public async Task Calculate_LongRepetition_ThrowsNothingButToolException(string piece)
    {
        Assert.False(await Answers(string.Concat(Enumerable.Repeat(piece, 1000 / piece.Length))));
    }

    private static async Task<bool> Answers(string text)
    {
        try
        {
            await Calculator.CallAsync(("expression", text));
            return true;
        }
        catch (ToolException error)
        {
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            return false;
        }
    }

    /// <summary>An expression, what it is worth, and how tightly its outermost operator binds.</summary>
    private static (string Text, decimal Value, int Level) Tree(Random random, int depth)
    {
        if (depth == 0)
        {
            var number = new decimal(random.Next(0, 1000), 0, 0, false, (byte)random.Next(0, 3));
            return (Plain(number), number, 9);
        }
        switch (random.Next(7))
        {
            case 0:
                var negated = Tree(random, depth - 1);
                return ("-" + Within(negated, 3), -negated.Value, 3);
            case 1:
                var raised = Tree(random, 0);
                return (Plain(raised.Value) + "^2", raised.Value * raised.Value, 4);
            case 2:
                var inner = Tree(random, depth - 1);
                return ($"abs({inner.Text})", Math.Abs(inner.Value), 9);
            case 3 or 4:
                var (a, b) = (Tree(random, depth - 1), Tree(random, depth - 1));
                return random.Next(2) == 0
                    ? ($"{Within(a, 1)} + {Within(b, 2)}", a.Value + b.Value, 1)
                    : ($"{Within(a, 1)}-{Within(b, 2)}", a.Value - b.Value, 1);
            default:
                // Factors stay small, so that no product needs more digits than a decimal has.
                var (c, d) = (Tree(random, depth - 1), Tree(random, 0));
                return Math.Abs(c.Value) < 1e9m && c.Value.Scale < 12
                    ? ($"{Within(c, 2)} × {Within(d, 3)}", c.Value * d.Value, 2)
                    : c;
        }
    }

    private static string Within((string Text, decimal Value, int Level) tree, int level) => tree.Level < level ? $"({tree.Text})" : tree.Text;

    private static string Plain(decimal value) => value == 0 ? "0" : value.ToString("0.############################", CultureInfo.InvariantCulture);
}
