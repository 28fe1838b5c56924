namespace AgentFlow.JavaScript.Syntax;

/// <summary>A name: a reference, a binding or, as a property key that is not computed, the key's text.</summary>
internal sealed class Identifier(string name, int start, int end) : Expression(NodeKind.Identifier, start, end)
{
    public string Name { get; } = name;
}

/// <summary>A private name without its <c>#</c>: a member's property, a class element's key, or the left side of <c>#x in o</c>.</summary>
internal sealed class PrivateIdentifier(string name, int start, int end) : Expression(NodeKind.PrivateIdentifier, start, end)
{
    public string Name { get; } = name;
}

internal sealed class ThisExpression(int start, int end) : Expression(NodeKind.ThisExpression, start, end);

/// <summary><c>super</c>: only as the callee of a call or the object of a member.</summary>
internal sealed class Super(int start, int end) : Expression(NodeKind.Super, start, end);

/// <summary><c>new.target</c>, the only meta property of a script.</summary>
internal sealed class MetaProperty(int start, int end) : Expression(NodeKind.MetaProperty, start, end);

/// <summary>An array literal. A null element is a hole; a <see cref="SpreadElement"/> may stand anywhere.</summary>
internal sealed class ArrayExpression(Expression?[] elements, int start, int end) : Expression(NodeKind.ArrayExpression, start, end)
{
    public Expression?[] Elements { get; } = elements;
}

/// <summary>An object literal whose members are <see cref="Property"/> or <see cref="SpreadElement"/>.</summary>
internal sealed class ObjectExpression(Node[] properties, int start, int end) : Expression(NodeKind.ObjectExpression, start, end)
{
    public Node[] Properties { get; } = properties;
}

internal enum PropertyKind
{
    /// <summary><c>key: value</c> or the shorthand <c>key</c>.</summary>
    Init,

    /// <summary><c>__proto__: value</c>, which sets the prototype.</summary>
    Prototype,

    /// <summary><c>key() {}</c>, with <c>async</c> and <c>*</c> on the function.</summary>
    Method,
    Get,
    Set,
}

/// <summary>
/// A member of an object literal or of an object pattern. <see cref="Key"/> is an <see cref="Identifier"/>, <see cref="StringLiteral"/>,
/// <see cref="NumericLiteral"/> or <see cref="BigIntLiteral"/> unless <see cref="Computed"/>, when it is any expression. <see cref="Value"/> is an
/// expression (a <see cref="FunctionExpression"/> for methods and accessors), or in a pattern the target.
/// </summary>
internal sealed class Property(PropertyKind propertyKind, Expression key, bool computed, bool shorthand, Node value, int start, int end)
    : Node(NodeKind.Property, start, end)
{
    public PropertyKind PropertyKind { get; } = propertyKind;

    public Expression Key { get; } = key;

    public bool Computed { get; } = computed;

    public bool Shorthand { get; } = shorthand;

    public Node Value { get; } = value;
}

/// <summary><c>...argument</c> in an array literal, an object literal or a list of arguments.</summary>
internal sealed class SpreadElement(Expression argument, int start, int end) : Expression(NodeKind.SpreadElement, start, end)
{
    public Expression Argument { get; } = argument;
}

internal sealed class UnaryExpression(UnaryOperator op, Expression argument, int start, int end) : Expression(NodeKind.UnaryExpression, start, end)
{
    public UnaryOperator Operator { get; } = op;

    public Expression Argument { get; } = argument;
}

internal sealed class UpdateExpression(UpdateOperator op, bool prefix, Expression argument, int start, int end)
    : Expression(NodeKind.UpdateExpression, start, end)
{
    public UpdateOperator Operator { get; } = op;

    public bool Prefix { get; } = prefix;

    /// <summary>An <see cref="Identifier"/> or a <see cref="MemberExpression"/>.</summary>
    public Expression Argument { get; } = argument;
}

/// <summary>A binary operation. The left side is a <see cref="PrivateIdentifier"/> in <c>#x in o</c>. Left chains may be as long as the source: walk them in a loop.</summary>
internal sealed class BinaryExpression(BinaryOperator op, Expression left, Expression right, int start, int end)
    : Expression(NodeKind.BinaryExpression, start, end)
{
    public BinaryOperator Operator { get; } = op;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary><c>&amp;&amp;</c>, <c>||</c> or <c>??</c>. Left chains may be as long as the source: walk them in a loop.</summary>
internal sealed class LogicalExpression(LogicalOperator op, Expression left, Expression right, int start, int end)
    : Expression(NodeKind.LogicalExpression, start, end)
{
    public LogicalOperator Operator { get; } = op;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary>
/// An assignment. Plain where both <see cref="Binary"/> and <see cref="Logical"/> are null; then <see cref="Left"/> may be an
/// <see cref="ArrayPattern"/> or <see cref="ObjectPattern"/>, else it is an <see cref="Identifier"/> or a <see cref="MemberExpression"/>.
/// </summary>
internal sealed class AssignmentExpression(Node left, Expression right, BinaryOperator? binary, LogicalOperator? logical, int start, int end)
    : Expression(NodeKind.AssignmentExpression, start, end)
{
    public Node Left { get; } = left;

    public Expression Right { get; } = right;

    /// <summary>The operator of a compound assignment such as <c>+=</c>.</summary>
    public BinaryOperator? Binary { get; } = binary;

    /// <summary>The operator of a logical assignment such as <c>??=</c>.</summary>
    public LogicalOperator? Logical { get; } = logical;
}

internal sealed class ConditionalExpression(Expression test, Expression consequent, Expression alternate, int start, int end)
    : Expression(NodeKind.ConditionalExpression, start, end)
{
    public Expression Test { get; } = test;

    public Expression Consequent { get; } = consequent;

    public Expression Alternate { get; } = alternate;
}

/// <summary>A call. <see cref="Optional"/> is <c>callee?.()</c>; a chain with such a link is wrapped in a <see cref="ChainExpression"/>.</summary>
internal sealed class CallExpression(Expression callee, Expression[] arguments, bool optional, int start, int end)
    : Expression(NodeKind.CallExpression, start, end)
{
    public Expression Callee { get; } = callee;

    public Expression[] Arguments { get; } = arguments;

    public bool Optional { get; } = optional;
}

internal sealed class NewExpression(Expression callee, Expression[] arguments, int start, int end) : Expression(NodeKind.NewExpression, start, end)
{
    public Expression Callee { get; } = callee;

    public Expression[] Arguments { get; } = arguments;
}

/// <summary>
/// <c>object.property</c> or <c>object[property]</c>. <see cref="Property"/> is an <see cref="Identifier"/> or <see cref="PrivateIdentifier"/> unless
/// <see cref="Computed"/>. Object chains may be as long as the source: walk them in a loop.
/// </summary>
internal sealed class MemberExpression(Expression obj, Expression property, bool computed, bool optional, int start, int end)
    : Expression(NodeKind.MemberExpression, start, end)
{
    public Expression Object { get; } = obj;

    public Expression Property { get; } = property;

    public bool Computed { get; } = computed;

    /// <summary>Whether this link is <c>?.</c>: an undefined or null object ends the whole chain with undefined.</summary>
    public bool Optional { get; } = optional;
}

/// <summary>The whole of a chain that holds an optional link; where such a link gives up, this node's value is undefined.</summary>
internal sealed class ChainExpression(Expression expression, int start, int end) : Expression(NodeKind.ChainExpression, start, end)
{
    public Expression Expression { get; } = expression;
}

internal sealed class SequenceExpression(Expression[] expressions, int start, int end) : Expression(NodeKind.SequenceExpression, start, end)
{
    public Expression[] Expressions { get; } = expressions;
}

internal sealed class AwaitExpression(Expression argument, int start, int end) : Expression(NodeKind.AwaitExpression, start, end)
{
    public Expression Argument { get; } = argument;
}

/// <summary><c>yield argument</c>, or <c>yield* argument</c> where <see cref="Delegate"/>.</summary>
internal sealed class YieldExpression(Expression? argument, bool isDelegate, int start, int end) : Expression(NodeKind.YieldExpression, start, end)
{
    public Expression? Argument { get; } = argument;

    public bool Delegate { get; } = isDelegate;
}
