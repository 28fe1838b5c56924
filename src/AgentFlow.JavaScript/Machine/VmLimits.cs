namespace AgentFlow.JavaScript.Machine;

/// <summary>The budgets of one machine, checked and with all defaults filled in.</summary>
internal sealed record VmLimits
{
    public static readonly VmLimits None = new();

    public long Fuel { get; init; } = long.MaxValue;

    /// <summary>Live bytes.</summary>
    public long Memory { get; init; } = long.MaxValue / 2;

    public int Frames { get; init; } = 10_000;

    /// <summary>How deep built-ins may call script that calls built-ins.</summary>
    public int NativeDepth { get; init; } = 128;

    /// <summary>Characters that may leave the machine: written, passed to host functions, returned.</summary>
    public long Output { get; init; } = long.MaxValue;

    /// <summary>Computing time, without waiting.</summary>
    public TimeSpan Time { get; init; } = Timeout.InfiniteTimeSpan;
}
