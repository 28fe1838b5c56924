namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>How a name was bound.</summary>
internal enum BindingKind
{
    Var,
    Let,
    Const,

    /// <summary>A function declaration: initialised where its scope begins.</summary>
    Function,

    Parameter,

    /// <summary>The name of a function expression inside of it: cannot be assigned.</summary>
    FunctionName,

    /// <summary>The name of a class inside of it: cannot be assigned, and is in its dead zone only in the heritage and computed keys.</summary>
    ClassName,

    /// <summary>What the compiler itself keeps: this, new.target, arguments, private names, computed field keys.</summary>
    Internal,
}
