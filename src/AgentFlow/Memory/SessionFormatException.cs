namespace AgentFlow.Memory;

/// <summary>What should be imported is not an exported session. Nothing of it was written.</summary>
public sealed class SessionFormatException : FormatException
{
    internal SessionFormatException(long lineNumber, string problem, Exception? inner = null)
        : base($"Line {lineNumber} of the exported session {problem}", inner) => LineNumber = lineNumber;

    /// <summary>The line that is wrong. From 1.</summary>
    public long LineNumber { get; }
}
