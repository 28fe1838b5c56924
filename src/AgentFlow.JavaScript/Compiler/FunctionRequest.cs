using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>What of a class or source a request is about.</summary>
internal enum FunctionPart
{
    Program,
    Function,

    /// <summary>The constructor of a class that wrote none.</summary>
    DefaultConstructor,

    /// <summary>The initialisers of instance fields and private methods.</summary>
    Fields,

    /// <summary>The initialisers of static fields and the static blocks.</summary>
    Statics,
}

/// <summary>A function whose code is still to be generated: functions are compiled one after the other, not one within the other.</summary>
internal sealed record FunctionRequest(FunctionPart Part, Node Node, FunctionScope Function, string Name, Capture[] Captures)
{
    /// <summary>The source range that <c>toString</c> shows: a class's own for its constructor.</summary>
    public required Node Text { get; init; }

    /// <summary>Where the finished block goes.</summary>
    public CodeBlock[] Target { get; set; } = [];

    public int Slot { get; init; }
}
