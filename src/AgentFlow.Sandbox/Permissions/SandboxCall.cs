using System.Security.Cryptography;
using System.Text;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>One call of a sandboxed tool, as its capabilities see it: it is the state of every <see cref="JavaScript.HostCall"/> that the tool's script makes.</summary>
public sealed class SandboxCall
{
    private int _requests;
    private int _lines;
    private ulong? _random;

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The agent's call, with run, session, user and tenant; null where something other than an agent called the tool.</summary>
    public ToolContext? Context { get; init; }

    /// <summary>How the script's <c>tools.NAME(args)</c> reach other tools.</summary>
    /// <value>Null: the script cannot call any, whatever was granted.</value>
    public SandboxToolCall? CallTool { get; init; }

    /// <summary>The number of this request among those of the call, from 1.</summary>
    internal int NextRequest() => Interlocked.Increment(ref _requests);

    /// <summary>The number of this log line among those of the call, from 1.</summary>
    internal int NextLine() => Interlocked.Increment(ref _lines);

    /// <summary>Where random numbers begin: the same for every attempt at this call, and other for every other call.</summary>
    internal long Seed() => Context is { } context
        ? BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(context.IdempotencyKey)))
        : BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))); // random: a call that no agent makes is never repeated.

    /// <summary>The next random number from 0 up to 1. SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.</summary>
    internal double NextRandom()
    {
        var z = _random = unchecked((_random ?? (ulong)Seed()) + 0x9E37_79B9_7F4A_7C15);
        var mixed = unchecked((z.Value ^ (z.Value >> 30)) * 0xBF58_476D_1CE4_E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB);
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Puts a use into the events of the run.</summary>
    internal void Record(string capability, string what, string outcome, long? bytes = null) =>
        Context?.Record(new ToolUse { Capability = capability, What = what.Length > 200 ? string.Concat(what.AsSpan(0, 200), "...") : what, Outcome = outcome, Bytes = bytes });
}
