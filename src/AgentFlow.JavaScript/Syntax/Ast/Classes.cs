namespace AgentFlow.JavaScript.Syntax;

/// <summary>A class: the part that declarations and expressions have in common. Elements are <see cref="MethodDefinition"/>, <see cref="PropertyDefinition"/> and <see cref="StaticBlock"/>.</summary>
internal sealed class ClassNode(Identifier? id, Expression? superClass, Node[] elements, int start, int end) : Node(NodeKind.Class, start, end)
{
    public Identifier? Id { get; } = id;

    public Expression? SuperClass { get; } = superClass;

    public Node[] Elements { get; } = elements;
}

internal sealed class ClassDeclaration(ClassNode node) : Statement(NodeKind.ClassDeclaration, node.Start, node.End)
{
    public ClassNode Class { get; } = node;
}

internal sealed class ClassExpression(ClassNode node) : Expression(NodeKind.ClassExpression, node.Start, node.End)
{
    public ClassNode Class { get; } = node;
}

internal enum MethodKind
{
    Constructor,
    Method,
    Get,
    Set,
}

/// <summary>A method, accessor or constructor of a class. The key is as in <see cref="Property"/>, or a <see cref="PrivateIdentifier"/>.</summary>
internal sealed class MethodDefinition(MethodKind methodKind, Expression key, bool computed, bool isStatic, FunctionNode value, int start, int end)
    : Node(NodeKind.MethodDefinition, start, end)
{
    public MethodKind MethodKind { get; } = methodKind;

    public Expression Key { get; } = key;

    public bool Computed { get; } = computed;

    public bool IsStatic { get; } = isStatic;

    public FunctionNode Value { get; } = value;
}

/// <summary>A field of a class. Its initialiser runs as a method of the instance (or of the class, where static), in which <c>this</c> and <c>super.x</c> are allowed.</summary>
internal sealed class PropertyDefinition(Expression key, bool computed, bool isStatic, Expression? value, int start, int end)
    : Node(NodeKind.PropertyDefinition, start, end)
{
    public Expression Key { get; } = key;

    public bool Computed { get; } = computed;

    public bool IsStatic { get; } = isStatic;

    public Expression? Value { get; } = value;
}

/// <summary><c>static { … }</c>: runs as a method of the class, with a scope of its own for <c>var</c>.</summary>
internal sealed class StaticBlock(Statement[] body, int start, int end) : Node(NodeKind.StaticBlock, start, end)
{
    public Statement[] Body { get; } = body;
}
