#pragma warning disable CS0414, IDE0044 // A field that only a test by reflection looks at.

namespace AgentFlow.Architecture.Tests.Calls;

internal static class StaticStateSample
{
    private const int Constant = 1;

    private static readonly AsyncLocal<int> Ambient = new();
    private static readonly string[] Names = ["a"];
    private static int _count = 1;

    internal static int Current { get; set; }

    internal static int Fixed { get; } = 1;
}
