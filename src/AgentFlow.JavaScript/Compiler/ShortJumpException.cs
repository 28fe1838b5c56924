namespace AgentFlow.JavaScript.Compiler;

/// <summary>A short jump does not reach: the function is to be generated again with wide jumps only.</summary>
internal sealed class ShortJumpException : Exception;
