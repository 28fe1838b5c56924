using AgentFlow.Tools;

namespace AgentFlow.Prompts;

/// <summary>There is no prompt of that name.</summary>
public sealed class PromptNotFoundException : ArgumentException
{
    /// <summary>Names the prompt, and those that there are.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="names">The names that there are.</param>
    public PromptNotFoundException(string name, IReadOnlyList<string> names)
        : base($"There is no prompt '{name}'.{Nearest(name, names)} Prompts: {(names.Count == 0 ? "none" : string.Join(", ", names))}.") => Name = name;

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }

    private static string Nearest(string name, IReadOnlyList<string> names) =>
        names.MinBy(n => EditDistance.Between(n, name)) is { } nearest && EditDistance.Between(nearest, name) <= Math.Max(2, name.Length / 3) ? $" Did you mean '{nearest}'?" : string.Empty;
}
