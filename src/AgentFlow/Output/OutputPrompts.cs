namespace AgentFlow.Output;

/// <summary>
/// Every text that parsers send to a model. Each can be replaced; placeholders in braces are filled in where the default has them.
/// </summary>
public sealed record OutputPrompts
{
    internal static OutputPrompts Default { get; } = new();
}
