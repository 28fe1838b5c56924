using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.Tests.Regex;

/// <summary>Counts what a match costs, and ends it past a limit as a virtual machine does.</summary>
internal sealed class CountingMeter(long limit = long.MaxValue) : IRegexMeter
{
    public long Steps { get; private set; }

    public long Bytes { get; private set; }

    public void Charge(long steps)
    {
        Steps += steps;
        if (Steps > limit)
            throw new TimeoutException();
    }

    public void Allocate(long bytes) => Bytes += bytes;
}
