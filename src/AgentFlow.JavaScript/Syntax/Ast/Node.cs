namespace AgentFlow.JavaScript.Syntax;

/// <summary>A node of the syntax tree. <see cref="Start"/> and <see cref="End"/> are offsets into the whole source text; the end is exclusive.</summary>
internal abstract class Node(NodeKind kind, int start, int end)
{
    public NodeKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int End { get; } = end;
}

/// <summary>A node that yields a value.</summary>
internal abstract class Expression(NodeKind kind, int start, int end) : Node(kind, start, end)
{
    /// <summary>
    /// Whether the expression stood in parentheses of its own. Grouping needs no node, but some rules ask for it: <c>(x) = function () {}</c>
    /// gives the function no name, and <c>(a ?? b) || c</c> is allowed.
    /// </summary>
    public bool Parenthesized { get; set; }
}

/// <summary>A node that is executed.</summary>
internal abstract class Statement(NodeKind kind, int start, int end) : Node(kind, start, end);
