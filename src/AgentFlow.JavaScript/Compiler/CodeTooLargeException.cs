namespace AgentFlow.JavaScript.Compiler;

/// <summary>A function has more of something (registers, names, jumps' distances) than an instruction can address.</summary>
internal sealed class CodeTooLargeException : Exception
{
    public CodeTooLargeException(string what, int offset)
        : base($"A function has too many {what}. Split it into several functions, or pass the data in as a value.") => Offset = offset;

    /// <summary>Where in the source the function begins.</summary>
    public int Offset { get; }
}
