namespace AgentFlow.JavaScript.Syntax;

/// <summary>Where a function was written, which decides what <c>this</c>, <c>super</c>, <c>new.target</c> and <c>new</c> mean for it.</summary>
internal enum FunctionKind
{
    /// <summary>A declaration or an expression with the word <c>function</c>.</summary>
    Normal,
    Arrow,
    Method,
    Getter,
    Setter,

    /// <summary>The constructor of a class without <c>extends</c>.</summary>
    ClassConstructor,

    /// <summary>The constructor of a class with <c>extends</c>: <c>this</c> is in its dead zone until <c>super()</c> returns.</summary>
    DerivedConstructor,
}

/// <summary>A function: the part that declarations, expressions, arrows, methods and accessors have in common.</summary>
internal sealed class FunctionNode(FunctionKind functionKind, Identifier? id, Node[] parameters, Node body, bool isAsync, bool isGenerator, int start, int end)
    : Node(NodeKind.Function, start, end)
{
    public FunctionKind FunctionKind { get; } = functionKind;

    /// <summary>The name that was written, if any; methods take theirs from the key.</summary>
    public Identifier? Id { get; } = id;

    /// <summary>Each an <see cref="Identifier"/>, <see cref="ArrayPattern"/>, <see cref="ObjectPattern"/>, <see cref="AssignmentPattern"/> or a last <see cref="RestElement"/>.</summary>
    public Node[] Parameters { get; } = parameters;

    /// <summary>A <see cref="BlockStatement"/>, or an <see cref="Expression"/> for an arrow without braces.</summary>
    public Node Body { get; } = body;

    public bool IsAsync { get; } = isAsync;

    public bool IsGenerator { get; } = isGenerator;

    /// <summary>Whether every parameter is a plain name (no default, pattern or rest), so that parameters and body share one scope.</summary>
    public bool HasSimpleParameters { get; } = Array.TrueForAll(parameters, static p => p.Kind == NodeKind.Identifier);

    /// <summary>The <c>length</c> of the function: parameters before the first with a default or rest.</summary>
    public int ExpectedArguments
    {
        get
        {
            var index = Array.FindIndex(Parameters, static p => p.Kind is NodeKind.AssignmentPattern or NodeKind.RestElement);
            return index < 0 ? Parameters.Length : index;
        }
    }
}

internal sealed class FunctionDeclaration(FunctionNode function) : Statement(NodeKind.FunctionDeclaration, function.Start, function.End)
{
    public FunctionNode Function { get; } = function;
}

internal sealed class FunctionExpression(FunctionNode function) : Expression(NodeKind.FunctionExpression, function.Start, function.End)
{
    public FunctionNode Function { get; } = function;
}

internal sealed class ArrowFunctionExpression(FunctionNode function) : Expression(NodeKind.ArrowFunctionExpression, function.Start, function.End)
{
    public FunctionNode Function { get; } = function;
}
