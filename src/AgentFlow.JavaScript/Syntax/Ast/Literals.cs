using System.Numerics;

namespace AgentFlow.JavaScript.Syntax;

internal sealed class NullLiteral(int start, int end) : Expression(NodeKind.NullLiteral, start, end);

internal sealed class BooleanLiteral(bool value, int start, int end) : Expression(NodeKind.BooleanLiteral, start, end)
{
    public bool Value { get; } = value;
}

internal sealed class NumericLiteral(double value, int start, int end) : Expression(NodeKind.NumericLiteral, start, end)
{
    public double Value { get; } = value;
}

internal sealed class BigIntLiteral(BigInteger value, int start, int end) : Expression(NodeKind.BigIntLiteral, start, end)
{
    public BigInteger Value { get; } = value;
}

internal sealed class StringLiteral(string value, int start, int end) : Expression(NodeKind.StringLiteral, start, end)
{
    public string Value { get; } = value;
}

/// <summary>A regular expression literal; its pattern has been checked by the parser.</summary>
internal sealed class RegExpLiteral(string pattern, string flags, int start, int end) : Expression(NodeKind.RegExpLiteral, start, end)
{
    public string Pattern { get; } = pattern;

    public string Flags { get; } = flags;
}

/// <summary>One text part of a template. <see cref="Cooked"/> is null where a tagged template holds an escape that has no meaning.</summary>
internal sealed class TemplateElement(string? cooked, string raw, int start, int end) : Node(NodeKind.TemplateElement, start, end)
{
    public string? Cooked { get; } = cooked;

    public string Raw { get; } = raw;
}

/// <summary>A template: one more of <see cref="Quasis"/> than of <see cref="Expressions"/>.</summary>
internal sealed class TemplateLiteral(TemplateElement[] quasis, Expression[] expressions, int start, int end)
    : Expression(NodeKind.TemplateLiteral, start, end)
{
    public TemplateElement[] Quasis { get; } = quasis;

    public Expression[] Expressions { get; } = expressions;
}

internal sealed class TaggedTemplateExpression(Expression tag, TemplateLiteral quasi, int start, int end)
    : Expression(NodeKind.TaggedTemplateExpression, start, end)
{
    public Expression Tag { get; } = tag;

    public TemplateLiteral Quasi { get; } = quasi;
}
