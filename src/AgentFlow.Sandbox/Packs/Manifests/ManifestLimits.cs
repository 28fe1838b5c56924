using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Packs;

/// <summary>The limits that a manifest names; null where it leaves them to the host.</summary>
internal sealed record ManifestLimits(long? Fuel = null, long? MemoryKb = null, long? TimeMs = null, long? OutputChars = null)
{
    /// <summary>The host's limits, lowered to these.</summary>
    public ScriptLimits Narrow(ScriptLimits host) => new()
    {
        Fuel = Fuel ?? host.Fuel,
        Memory = MemoryKb * 1024 ?? host.Memory,
        Time = TimeMs is { } ms ? TimeSpan.FromMilliseconds(ms) : host.Time,
        Output = OutputChars ?? host.Output,
        Source = host.Source,
        Frames = host.Frames,
        NativeDepth = host.NativeDepth,
    };
}
