namespace AgentFlow.Memory;

/// <summary>What a memory of facts keeps of a session.</summary>
/// <typeparam name="TFact">One fact.</typeparam>
internal sealed record FactState<TFact>
{
    public IReadOnlyList<TFact> Facts { get; init; } = [];

    public IReadOnlyList<MemoryGap> Gaps { get; init; } = [];
}
