namespace AgentFlow.Tools;

internal enum ExpressionTokenKind
{
    End,
    Number,
    Name,
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
    Percent,
    Power,
    Superscript,
    Factorial,
    Degree,
    Root,
    Of,
    Open,
    Close,
    Comma,
}

/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the next may begin.</param>
/// <param name="Value">The value of a number or superscript.</param>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, int Start, int End, Quantity Value = default);
