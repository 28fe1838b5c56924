namespace AgentFlow.Output.Yaml;

/// <summary>A text is not YAML, or uses a part of YAML that is not read. The message begins with the place.</summary>
internal sealed class YamlException(string problem, int line, int column) : FormatException($"Line {line}, column {column}: {problem}")
{
    /// <summary>The problem without the place, as a full sentence.</summary>
    public string Problem { get; } = problem;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>From 1.</summary>
    public int Column { get; } = column;
}
