namespace AgentFlow.JavaScript.Syntax;

internal sealed class BlockStatement(Statement[] body, int start, int end) : Statement(NodeKind.BlockStatement, start, end)
{
    public Statement[] Body { get; } = body;
}

internal sealed class EmptyStatement(int start, int end) : Statement(NodeKind.EmptyStatement, start, end);

internal sealed class DebuggerStatement(int start, int end) : Statement(NodeKind.DebuggerStatement, start, end);

internal sealed class ExpressionStatement(Expression expression, int start, int end) : Statement(NodeKind.ExpressionStatement, start, end)
{
    public Expression Expression { get; } = expression;
}

internal enum VariableKind
{
    Var,
    Let,
    Const,
}

internal sealed class VariableDeclaration(VariableKind variableKind, VariableDeclarator[] declarations, int start, int end)
    : Statement(NodeKind.VariableDeclaration, start, end)
{
    public VariableKind VariableKind { get; } = variableKind;

    public VariableDeclarator[] Declarations { get; } = declarations;
}

/// <summary>One binding of a declaration; <see cref="Id"/> is an <see cref="Identifier"/>, <see cref="ArrayPattern"/> or <see cref="ObjectPattern"/>.</summary>
internal sealed class VariableDeclarator(Node id, Expression? init, int start, int end) : Node(NodeKind.VariableDeclarator, start, end)
{
    public Node Id { get; } = id;

    public Expression? Init { get; } = init;
}

/// <summary>Chains of <c>else if</c> may be as long as the source: walk <see cref="Alternate"/> in a loop.</summary>
internal sealed class IfStatement(Expression test, Statement consequent, Statement? alternate, int start, int end)
    : Statement(NodeKind.IfStatement, start, end)
{
    public Expression Test { get; } = test;

    public Statement Consequent { get; } = consequent;

    public Statement? Alternate { get; } = alternate;
}

/// <summary><see cref="Init"/> is a <see cref="VariableDeclaration"/>, an <see cref="Expression"/> or null.</summary>
internal sealed class ForStatement(Node? init, Expression? test, Expression? update, Statement body, int start, int end)
    : Statement(NodeKind.ForStatement, start, end)
{
    public Node? Init { get; } = init;

    public Expression? Test { get; } = test;

    public Expression? Update { get; } = update;

    public Statement Body { get; } = body;
}

/// <summary><see cref="Left"/> is a <see cref="VariableDeclaration"/> with one binding and no initialiser, or an assignment target.</summary>
internal sealed class ForInStatement(Node left, Expression right, Statement body, int start, int end) : Statement(NodeKind.ForInStatement, start, end)
{
    public Node Left { get; } = left;

    public Expression Right { get; } = right;

    public Statement Body { get; } = body;
}

/// <summary><c>for (left of right)</c>, or <c>for await</c> where <see cref="IsAwait"/>; <see cref="Left"/> is as in <see cref="ForInStatement"/>.</summary>
internal sealed class ForOfStatement(Node left, Expression right, Statement body, bool isAwait, int start, int end)
    : Statement(NodeKind.ForOfStatement, start, end)
{
    public Node Left { get; } = left;

    public Expression Right { get; } = right;

    public Statement Body { get; } = body;

    public bool IsAwait { get; } = isAwait;
}

internal sealed class WhileStatement(Expression test, Statement body, int start, int end) : Statement(NodeKind.WhileStatement, start, end)
{
    public Expression Test { get; } = test;

    public Statement Body { get; } = body;
}

internal sealed class DoWhileStatement(Statement body, Expression test, int start, int end) : Statement(NodeKind.DoWhileStatement, start, end)
{
    public Statement Body { get; } = body;

    public Expression Test { get; } = test;
}

internal sealed class BreakStatement(string? label, int start, int end) : Statement(NodeKind.BreakStatement, start, end)
{
    public string? Label { get; } = label;
}

internal sealed class ContinueStatement(string? label, int start, int end) : Statement(NodeKind.ContinueStatement, start, end)
{
    public string? Label { get; } = label;
}

internal sealed class ReturnStatement(Expression? argument, int start, int end) : Statement(NodeKind.ReturnStatement, start, end)
{
    public Expression? Argument { get; } = argument;
}

internal sealed class ThrowStatement(Expression argument, int start, int end) : Statement(NodeKind.ThrowStatement, start, end)
{
    public Expression Argument { get; } = argument;
}

internal sealed class LabeledStatement(string label, Statement body, int start, int end) : Statement(NodeKind.LabeledStatement, start, end)
{
    public string Label { get; } = label;

    public Statement Body { get; } = body;
}

internal sealed class SwitchStatement(Expression discriminant, SwitchCase[] cases, int start, int end) : Statement(NodeKind.SwitchStatement, start, end)
{
    public Expression Discriminant { get; } = discriminant;

    public SwitchCase[] Cases { get; } = cases;
}

/// <summary>One case, or the default where <see cref="Test"/> is null. All cases of a switch share one scope.</summary>
internal sealed class SwitchCase(Expression? test, Statement[] consequent, int start, int end) : Node(NodeKind.SwitchCase, start, end)
{
    public Expression? Test { get; } = test;

    public Statement[] Consequent { get; } = consequent;
}

internal sealed class TryStatement(BlockStatement block, CatchClause? handler, BlockStatement? finalizer, int start, int end)
    : Statement(NodeKind.TryStatement, start, end)
{
    public BlockStatement Block { get; } = block;

    public CatchClause? Handler { get; } = handler;

    public BlockStatement? Finalizer { get; } = finalizer;
}

/// <summary>A catch clause; <see cref="Parameter"/> is a name, a pattern or absent.</summary>
internal sealed class CatchClause(Node? parameter, BlockStatement body, int start, int end) : Node(NodeKind.CatchClause, start, end)
{
    public Node? Parameter { get; } = parameter;

    public BlockStatement Body { get; } = body;
}
