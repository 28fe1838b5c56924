using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript;

/// <summary>A finished run: how it ended, what it wrote and what it used.</summary>
public sealed class ScriptResult
{
    internal ScriptResult(ScriptOutcome outcome) => Outcome = outcome;

    /// <summary>How the run ended.</summary>
    public ScriptOutcome Outcome { get; }

    /// <summary>What the script returned, where it completed; null otherwise.</summary>
    public JsonNode? Value => (Outcome as ScriptCompleted)?.Value;

    /// <summary>Why the run did not complete, worded for whoever wrote the script; null where it completed.</summary>
    public ScriptError? Error => Outcome switch
    {
        ScriptThrew threw => threw.Error,
        ScriptInvalid invalid => invalid.Error,
        ScriptLimitReached limit => limit.Error,
        ScriptDeadlocked deadlock => deadlock.Error,
        _ => null,
    };

    /// <summary>What the script wrote, in order.</summary>
    public IReadOnlyList<ConsoleLine> Console { get; internal init; } = [];

    /// <summary>Rejected promises that nobody looked at, at most ten of them: most often a call without <c>await</c>.</summary>
    public IReadOnlyList<ScriptError> UnhandledRejections { get; internal init; } = [];

    /// <summary>Units of fuel used; the same in every repetition.</summary>
    public long Fuel { get; internal init; }

    /// <summary>The most bytes that the machine counted at a time.</summary>
    public long PeakMemory { get; internal init; }

    /// <summary>Time spent computing, without waiting.</summary>
    public TimeSpan ComputingTime { get; internal init; }

    /// <summary>Calls of host functions that the script made.</summary>
    public int HostCalls { get; internal init; }

    /// <summary>Calls that were still open when the script ended, in the order in which it made them: those that had begun were cancelled, the others never
    /// began. Most often <c>await</c> is missing.</summary>
    public IReadOnlyList<HostCall> AbandonedCalls { get; internal init; } = [];

    /// <summary>All bytes that the machine announced, alive or not; for tests that hold them against what was really allocated.</summary>
    internal long Announced { get; init; }

    /// <summary>What the script returned.</summary>
    /// <exception cref="InvalidOperationException">The run did not complete; the message is the error's.</exception>
    public JsonNode? GetValueOrThrow() => Error is null ? Value : throw new InvalidOperationException($"The script did not complete. {Error}");
}
