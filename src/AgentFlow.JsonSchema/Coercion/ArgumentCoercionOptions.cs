namespace AgentFlow.JsonSchema.Coercion;

/// <summary>What an <see cref="ArgumentCoercer"/> may do beyond what the schema says alone.</summary>
public sealed class ArgumentCoercionOptions
{
    internal static ArgumentCoercionOptions Default { get; } = new();

    /// <summary>Whether a missing property gets the default that the schema gives.</summary>
    /// <value>True by default.</value>
    public bool FillDefaults { get; init; } = true;

    /// <summary>The offset from UTC that a time without one is taken to have.</summary>
    /// <value><see langword="null"/> by default: such a time is left alone, because RFC 3339 asks for an offset and any would be a guess.</value>
    public TimeSpan? AssumedOffset { get; init; }
}
