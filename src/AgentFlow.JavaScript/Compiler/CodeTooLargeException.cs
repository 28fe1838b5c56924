using System.Runtime.CompilerServices;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>A function has more of something (registers, names, levels of nesting) than an instruction or the stack can hold.</summary>
internal sealed class CodeTooLargeException : Exception
{
    public CodeTooLargeException(string what, int offset)
        : base($"A function has too many {what}. Split it into several functions, or pass the data in as a value.") => Offset = offset;

    /// <summary>Where in the source the function, or what is nested too deeply, begins.</summary>
    public int Offset { get; }

    /// <summary>Ends the compilation while there is stack left: the parser limits nesting, but the caller's thread may have little.</summary>
    public static void ProbeStack(int offset)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new CodeTooLargeException("levels of nesting for the stack of this thread", offset);
    }
}
