namespace AgentFlow.Chains;

/// <summary>
/// What a chain runs in: the clock, and who is told of its steps. Given to the outermost call and handed on to every step. Immutable.
/// </summary>
public sealed class ChainContext
{
    /// <summary>The system's clock and randomness, and nobody told.</summary>
    public static ChainContext Default { get; } = new();

    /// <summary>The clock of waits, limits and timings.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Numbers from 0 up to 1, which spread the delays of retries.</summary>
    /// <value>The system's.</value>
    public Func<double> Random { get; init; } = static () => System.Random.Shared.NextDouble(); // random: only spreads delays; injected where it matters

    /// <summary>The names of the chains that this runs in, with slashes between them; null for none.</summary>
    internal string? Path { get; init; }

    internal string PathTo(string step) => Path is null ? step : $"{Path}/{step}";
}
