using System.Security.Cryptography;
using System.Text;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>One call of a sandboxed tool, as its capabilities see it: it is the state of every <see cref="JavaScript.HostCall"/> that the tool's script makes.</summary>
public sealed class SandboxCall
{
    private const int MaxShown = 200;
    private int _requests;
    private int _lines;
    private ulong? _random;

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The agent's call, with run, session, user and tenant; null where something other than an agent called the tool.</summary>
    public ToolContext? Context { get; init; }

    /// <summary>Ends the script at once, because a call that it made waits for a person; it is run again later. Null where it cannot make any.</summary>
    internal Action? Stop { get; init; }

    /// <summary>When the agent's call began, the same for every attempt at it; null where no agent says so.</summary>
    internal DateTimeOffset? StartedAt => Context is { } context && context.StartedAt != default ? context.StartedAt : null;

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

    /// <summary>Puts a use into the events of the run. What it says comes in part from the script: it is cut, and has no control characters.</summary>
    internal void Record(string capability, string what, string outcome, long? bytes = null) =>
        Context?.Record(new ToolUse { Capability = capability, What = Shown(what), Outcome = Shown(outcome), Bytes = bytes });

    private static string Shown(string text)
    {
        if (text.Length > MaxShown)
            text = string.Concat(text.AsSpan(0, MaxShown), "...");
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
    }
}
