using AgentFlow.Output;
using AgentFlow.Output.Text;
using AgentFlow.Tools;

namespace AgentFlow.Chains.ReadyMade;

/// <summary>Works out the expression that a model wrote, with the calculator of <see cref="CalculatorTool"/>.</summary>
internal sealed class CalculationParser : OutputParser<Calculation>
{
    public override Calculation Parse(string text)
    {
        var expression = (CodeBlocks.Find(text, string.Empty) is { IsClosed: true } block ? block.Code : text).Trim().Trim('`', '$').TrimEnd('=').Trim();
        try
        {
            return new() { Expression = expression, Result = ExpressionParser.Evaluate(expression).ToString() };
        }
        catch (ToolException error)
        {
            throw new OutputParserException(text, error.Message, error);
        }
    }
}
