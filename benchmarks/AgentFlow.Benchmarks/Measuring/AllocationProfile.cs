using System.Diagnostics.Tracing;

namespace AgentFlow.Benchmarks.Measuring;

/// <summary>Which types the allocated bytes are of, from the samples that the runtime takes at random, one in 100 KB.</summary>
internal sealed class AllocationProfile : EventListener
{
    private const EventKeywords Allocations = (EventKeywords)0x80000000000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _samples = new(StringComparer.Ordinal);
    private EventSource? _runtime;

    /// <summary>Each type's share of what was allocated while <paramref name="block"/> ran, the greatest first.</summary>
    public async Task<IReadOnlyList<(string Type, double Share)>> MeasureAsync(Func<Task> block)
    {
        EnableEvents(_runtime!, EventLevel.Informational, Allocations);
        await block();
        DisableEvents(_runtime!);
        lock (_gate)
        {
            var all = (double)_samples.Values.Sum();
            return [.. _samples.OrderByDescending(s => s.Value).Select(s => (s.Key, s.Value / all))];
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            _runtime = eventSource;
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != "AllocationSampled")
            return;
        var type = (string)eventData.Payload![eventData.PayloadNames!.IndexOf("TypeName")]!;
        lock (_gate)
            _samples[type] = _samples.GetValueOrDefault(type) + 1;
    }
}
