namespace AgentFlow.JavaScript.Machine;

/// <summary>What a machine asks the world for. Everything that is not a pure computation comes through here, so that a run can be repeated.</summary>
internal interface IVmHost
{
    /// <summary>The script's clock and, for the computing time, the stopwatch.</summary>
    TimeProvider Clock { get; }

    /// <summary>The zone of <c>Date</c>.</summary>
    TimeZoneInfo Zone { get; }

    /// <summary>Bytes that the host keeps on the script's behalf: lines written, calls that wait. The census counts them as alive.</summary>
    long HeldBytes { get; }

    /// <summary>The next of <c>Math.random</c>, in [0, 1).</summary>
    double NextRandom();

    /// <summary>Takes a line of the console. <paramref name="level"/> is the method's name: "log", "warn" …</summary>
    void WriteLine(string level, string text);
}
