namespace AgentFlow.Models.Offline.Tools;

/// <summary>A tool as the model sees it: its words and its parameters.</summary>
internal sealed class ToolDescriptor
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<ParameterDescriptor> Parameters { get; init; }

    /// <summary>The stems of the tool's name, generic words included.</summary>
    public required IReadOnlyList<string> NameStems { get; init; }

    /// <summary>How strongly each stem stands for the tool; the name weighs most, a parameter's description least.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>The stem of the first word of the description, mostly the tool's verb.</summary>
    public required string Verb { get; init; }

    public bool HasRequired => Parameters.Any(p => p.IsRequired);
}
