namespace AgentFlow.JavaScript.Syntax;

/// <summary>An array pattern. Elements are targets, an <see cref="AssignmentPattern"/>, a last <see cref="RestElement"/>, or null for a hole.</summary>
internal sealed class ArrayPattern(Node?[] elements, int start, int end) : Node(NodeKind.ArrayPattern, start, end)
{
    public Node?[] Elements { get; } = elements;
}

/// <summary>An object pattern of <see cref="Property"/> (whose value is a target or an <see cref="AssignmentPattern"/>) and a last <see cref="RestElement"/>.</summary>
internal sealed class ObjectPattern(Node[] properties, int start, int end) : Node(NodeKind.ObjectPattern, start, end)
{
    public Node[] Properties { get; } = properties;
}

/// <summary>A target with a default: <c>left = right</c> in a pattern or in a parameter list.</summary>
internal sealed class AssignmentPattern(Node left, Expression right, int start, int end) : Node(NodeKind.AssignmentPattern, start, end)
{
    public Node Left { get; } = left;

    public Expression Right { get; } = right;
}

internal sealed class RestElement(Node argument, int start, int end) : Node(NodeKind.RestElement, start, end)
{
    public Node Argument { get; } = argument;
}
