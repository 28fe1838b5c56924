namespace AgentFlow.Output.Text;

/// <summary>A fenced code block of a text.</summary>
internal readonly record struct CodeBlock(string Code, bool IsClosed);
