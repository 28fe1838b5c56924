using System.Diagnostics;

namespace AgentFlow.Chains.Observation;

/// <summary>The steps of chains as activities, for OpenTelemetry and its like.</summary>
internal static class ChainActivities
{
    public static ActivitySource Source { get; } = new(Chain.ActivitySourceName);
}
