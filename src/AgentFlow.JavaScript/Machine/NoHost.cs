namespace AgentFlow.JavaScript.Machine;

/// <summary>A host without a console, whose random numbers are always 0: for machines that run no script of a user's.</summary>
internal sealed class NoHost : IVmHost
{
    public static readonly NoHost Instance = new();

    public TimeProvider Clock => TimeProvider.System;

    public TimeZoneInfo Zone => TimeZoneInfo.Utc;

    public long HeldBytes => 0;

    public double NextRandom() => 0;

    public void WriteLine(string level, string text)
    {
    }
}
