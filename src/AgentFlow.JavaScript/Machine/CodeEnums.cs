namespace AgentFlow.JavaScript.Machine;

/// <summary>Error kinds of <see cref="Opcode.ThrowError"/>.</summary>
internal enum ThrownKind
{
    TypeError,
    ReferenceError,
    SyntaxError,
    RangeError,
}

/// <summary>How a script declares a global (<see cref="Opcode.DeclareGlobal"/>).</summary>
internal enum GlobalKind
{
    Var,
    Function,
    Let,
    Const,
}

/// <summary>How a generator was resumed (<see cref="Opcode.YieldDelegate"/>).</summary>
internal enum ResumeMode
{
    Next,
    Throw,
    Return,
}

/// <summary>What stands before a function's name (<see cref="Opcode.SetFunctionName"/>).</summary>
internal enum NamePrefix
{
    None,
    Get,
    Set,
}

/// <summary>What kind of function a block is: decides whether it can be constructed, has a prototype property, and where its <c>this</c> comes from.</summary>
internal enum CodeKind
{
    /// <summary>A whole source as the body of an async function: its declarations are locals.</summary>
    Program,

    /// <summary>A whole source as an ECMAScript script: its declarations are globals.</summary>
    Script,

    /// <summary>A function declaration or expression; constructible unless async or a generator.</summary>
    Function,

    /// <summary>An arrow function: this, new.target, super and arguments are captured.</summary>
    Arrow,

    /// <summary>A method, getter, setter, field initialiser or static block; never constructible.</summary>
    Method,

    /// <summary>A class constructor without heritage: constructible only, r1 is the new object.</summary>
    ClassConstructor,

    /// <summary>A class constructor with heritage: constructible only, r1 is the hole until super() returned.</summary>
    DerivedConstructor,
}

/// <summary>Properties of a block that the machine asks for at calls.</summary>
[Flags]
internal enum CodeFlags
{
    None = 0,

    /// <summary>An async function, or with <see cref="Generator"/> an async generator.</summary>
    Async = 1,

    /// <summary>A generator: has a prototype property, is not constructible, and executes <see cref="Opcode.CreateGenerator"/> behind its prologue.</summary>
    Generator = 2,

    /// <summary>The machine keeps all arguments of the call with the frame, for CreateArguments and CreateRest.</summary>
    NeedsArguments = 4,
}
