using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript;

/// <summary>What one run may use. Reaching <see cref="Fuel"/>, <see cref="Memory"/>, <see cref="Time"/> or <see cref="Output"/> ends the run: no
/// catch or finally of the script runs afterwards. The depths give the script a RangeError.</summary>
public sealed class ScriptLimits
{
    /// <summary>Units of work: an instruction, an element or a property step of a built-in costs 1, eight characters cost 1. The same script uses the same fuel everywhere.</summary>
    /// <value>200,000,000 by default, about two seconds; at least 1,000.</value>
    public long Fuel { get; set; } = 200_000_000;

    /// <summary>Bytes that the script may keep alive, by the machine's own count.</summary>
    /// <value>64 MiB by default; at least 64 KiB, at most 2 GiB.</value>
    public long Memory { get; set; } = 64 << 20;

    /// <summary>Computing time. Waiting for host functions does not count.</summary>
    /// <value>10 seconds by default; <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Characters that the script may write to the console, pass to host functions and return, all together.</summary>
    /// <value>4,000,000 by default.</value>
    public long Output { get; set; } = 4_000_000;

    /// <summary>Characters of source.</summary>
    /// <value>1,000,000 by default, which is also the most.</value>
    public int Source { get; set; } = 1_000_000;

    /// <summary>Calls of script that can be open at a time.</summary>
    /// <value>10,000 by default; 10 to 100,000.</value>
    public int Frames { get; set; } = 10_000;

    /// <summary>How deep built-in functions that call the script back (sort, replace, getters …) can be nested.</summary>
    /// <value>128 by default, which is also the most.</value>
    public int NativeDepth { get; set; } = 128;

    /// <summary>What is wrong with the values, all of it, for who takes limits long before a script runs; null where nothing is.</summary>
    public string? FindProblem()
    {
        List<string> problems = [];
        Check(Fuel >= 1_000, $"Fuel is {Fuel}; it must be at least 1000.");
        Check(Memory is >= 65_536 and <= 2L << 30, $"Memory is {Memory}; it must lie between 65536 and 2147483648 bytes.");
        Check(Time > TimeSpan.Zero || Time == Timeout.InfiniteTimeSpan, $"Time is '{Time}'; it must be positive or infinite.");
        Check(Output >= 0, $"Output is {Output}; it must not be negative.");
        Check(Source is >= 1 and <= 1_000_000, $"Source is {Source}; it must lie between 1 and 1000000 characters.");
        Check(Frames is >= 10 and <= 100_000, $"Frames is {Frames}; it must lie between 10 and 100000.");
        Check(NativeDepth is >= 1 and <= 128, $"NativeDepth is {NativeDepth}; it must lie between 1 and 128.");
        return problems.Count == 0 ? null : "The script limits are not valid. " + string.Join(" ", problems);

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }
    }

    /// <summary>Checks all values and takes them over.</summary>
    /// <exception cref="ArgumentException">Values are out of their range; the message names them all.</exception>
    internal VmLimits Validated() => FindProblem() is { } problem
        ? throw new ArgumentException(problem)
        : new VmLimits { Fuel = Fuel, Memory = Memory, Time = Time, Output = Output, Frames = Frames, NativeDepth = NativeDepth };
}
