#pragma warning disable CA2211, CS0414, IDE0044, IDE0051, IDE1006, IDE0052, CA1823, CA1802 // A sample of what the test must find.

namespace AgentFlow.Architecture.Tests.Calls;

internal static class StaticStateSample
{
    private const int Constant = 1;

    private static readonly AsyncLocal<int> s_ambient = new();
    private static readonly string[] s_names = ["a"];
    private static int s_count = 1;

    internal static int Current { get; set; }

    internal static int Fixed { get; } = 1;
}
