using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>One change that made an argument fit its schema.</summary>
public sealed record ArgumentChange
{
    /// <summary>
    /// JSON pointer to the value in the arguments as they were, or for a default to where it was put; empty for the
    /// root.
    /// </summary>
    public required string InstancePointer { get; init; }

    /// <summary>What was done.</summary>
    public required ArgumentChangeKind Kind { get; init; }

    /// <summary>The value before, for a renamed property its name; <see langword="null"/> when there was none.</summary>
    public JsonElement? From { get; init; }

    /// <summary>The value after, for a renamed property its name; <see langword="null"/> when it was dropped.</summary>
    public JsonElement? To { get; init; }

    /// <summary>The change in a sentence for a log or for the model.</summary>
    public string Message => ChangeWords.For(this);
}
