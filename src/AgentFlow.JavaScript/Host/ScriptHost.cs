using System.Text.Json.Nodes;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript;

/// <summary>What a script can reach: nothing but the language, until functions and values are added here. One host serves many runs, also at the same
/// time, when it is no longer changed.</summary>
public sealed class ScriptHost
{
    private readonly Dictionary<string, HostEntry> _entries;
    private int _parallelCalls = 8;

    /// <summary>A host that gives nothing but the language.</summary>
    public ScriptHost() => _entries = new(StringComparer.Ordinal);

    private ScriptHost(ScriptHost other)
    {
        _entries = other._entries;
        _parallelCalls = other._parallelCalls;
        TimeZone = other.TimeZone;
        MutableBuiltIns = other.MutableBuiltIns;
    }

    /// <summary>The clock of <c>Date</c> and of the time limit.</summary>
    /// <value>The system's by default. Give a fixed one to make runs repeatable.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The zone in which <c>Date</c> counts days and hours.</summary>
    /// <value>UTC by default.</value>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Where the sequence of <c>Math.random</c> starts; the same seed gives the same numbers.</summary>
    /// <value>1 by default.</value>
    public long RandomSeed { get; set; } = 1;

    /// <summary>How many host functions run at a time; further calls of a script wait their turn.</summary>
    /// <value>8 by default; at least 1.</value>
    public int ParallelCalls
    {
        get => _parallelCalls;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _parallelCalls = value;
        }
    }

    /// <summary>Whether scripts can change built-in objects, such as <c>Array.prototype</c>. Each run then makes its own set, which takes a few milliseconds.</summary>
    /// <value>False by default: built-ins are frozen and shared.</value>
    public bool MutableBuiltIns { get; set; }

    /// <summary>
    /// Called whenever the script waits for calls of host functions and nothing else is left to run. Who ends one call at a time from here decides the order in
    /// which the script sees them end, and with it the whole run. It must not wait.
    /// </summary>
    /// <value>Null by default.</value>
    public Action? Idle { get; set; }

    internal IReadOnlyDictionary<string, HostEntry> Entries => _entries;

    /// <summary>Adds an async function.</summary>
    /// <param name="name">A name such as "search", or one with a namespace: "tools.search".</param>
    /// <param name="function">What runs. Calls of several scripts, and several calls of one, may overlap.</param>
    /// <returns>This host.</returns>
    /// <exception cref="ArgumentException">The name is taken, or no script could use it.</exception>
    public ScriptHost AddFunction(string name, HostFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, new HostEntry { Name = name, Function = function });
    }

    /// <summary>Adds a function that answers at once, without a promise: for pure computations. The script's time runs on while it does.</summary>
    /// <param name="name">A name such as "round", or one with a namespace: "math.round".</param>
    /// <param name="function">What runs, on the script's thread. It should not wait for anything.</param>
    /// <returns>This host.</returns>
    /// <exception cref="ArgumentException">The name is taken, or no script could use it.</exception>
    public ScriptHost AddImmediateFunction(string name, Func<HostCall, JsonNode?> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, new HostEntry { Name = name, Immediate = function });
    }

    /// <summary>Adds a value that scripts see as a global or in a namespace. Each run gets a copy.</summary>
    /// <param name="name">A name such as "input", or one with a namespace.</param>
    /// <param name="value">The value; it is copied now, and once more for each run.</param>
    /// <returns>This host.</returns>
    /// <exception cref="ArgumentException">The name is taken, or no script could use it.</exception>
    public ScriptHost AddValue(string name, JsonNode? value) => Add(name, new HostEntry { Name = name, Value = value?.DeepClone() });

    /// <summary>A host with the functions and values of this one and a clock and random numbers of its own. It costs next to nothing, so each run can have one.</summary>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="randomSeed">Where its <c>Math.random</c> starts.</param>
    public ScriptHost ForRun(TimeProvider timeProvider, long randomSeed)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new ScriptHost(this) { TimeProvider = timeProvider, RandomSeed = randomSeed };
    }

    private ScriptHost Add(string name, HostEntry entry)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var parts = name.Split('.');
        if (parts.Length > 2 || parts.Any(static p => !IsIdentifier(p)))
            throw new ArgumentException($"The name '{name}' is not valid. Use letters, digits, _ and $, with at most one namespace before a dot.", nameof(name));
        if (Keywords.TryGet(parts[0], out _, out _))
            throw new ArgumentException($"The name '{name}' cannot be used in a script: '{parts[0]}' is a word of the language.", nameof(name));
        if (_entries.ContainsKey(name) || _entries.ContainsKey(parts[0]) || (parts.Length == 1 && _entries.Keys.Any(k => k.StartsWith(name + ".", StringComparison.Ordinal))))
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
        _entries.Add(name, entry);
        return this;
    }

    private static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
