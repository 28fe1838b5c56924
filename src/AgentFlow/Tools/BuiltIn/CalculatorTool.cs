using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>A calculator that a model can call: arithmetic as people write it, exact in decimals.</summary>
public static class CalculatorTool
{
    /// <summary>The tool <c>calculate</c>, which takes an expression and gives its value as a plain number.</summary>
    public static AIFunction Create() => Tool.Create(Calculate, "calculate");

    [ToolEffect(ToolEffect.Pure)]
    [Description("""
        Calculate the exact result of arithmetic: add, subtract, multiply, divide, percent, power, root, average, rounding.
        Use it for every sum, product, percentage or other calculation with numbers. Example: '18% of 2450' gives 441.
        """)]
    private static string Calculate(
        [Description("""
            The expression, such as '(1 + 2) * 3', '18% of 2450', '100 + 10%', '2^10', '10 mod 3', '5!', 'sqrt(16)', 'max(3, 7)', 'round(2/3, 2)',
            'sin(30 deg)' or '7 times 6'. Decimals are written with a point. No units and no variables.
            """)]
        string expression) => ExpressionParser.Evaluate(expression).ToString();
}
