using AgentFlow.Chains.Observation;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// What a chain runs in: the clock, and who is told of its steps. Given to the outermost call and handed on to every step.
/// </summary>
public sealed record ChainContext
{
    /// <summary>The system's clock and randomness, and nobody told.</summary>
    public static ChainContext Default { get; } = new();

    /// <summary>The clock of waits, limits and timings.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Numbers from 0 up to 1, which spread the delays of retries.</summary>
    /// <value>The system's.</value>
    public Func<double> Random { get; init; } = static () => System.Random.Shared.NextDouble(); // random: only spreads delays; injected where it matters

    /// <summary>Where the run is kept: its steps, their timings and what models said. It can be looked at while it happens and afterwards.</summary>
    /// <value>Null: nowhere.</value>
    public IRunJournal? Journal { get; init; }

    /// <summary>The id of the run in the <see cref="Journal"/>.</summary>
    /// <value>Null: a new one.</value>
    public string? RunId { get; init; }

    /// <summary>Is told of each event of the run, one after the other, once it is journaled. It must return quickly.</summary>
    /// <value>Null: nobody.</value>
    public Action<RunEvent>? Listener { get; init; }

    /// <summary>Words that the events and activities of the steps carry. <c>WithConfig</c> adds to them.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Names and values that the events and activities of the steps carry. <c>WithConfig</c> adds to them.</summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The names of the chains that this runs in, with slashes between them; null for none.</summary>
    internal string? Path { get; init; }

    /// <summary>The run that is being written; null when nobody keeps or watches it.</summary>
    internal ChainRun? Run { get; init; }

    /// <summary>The step that this runs in; null outside of any, or when nobody watches.</summary>
    internal StepScope? Step { get; init; }

    /// <summary>Whether a run is asked for and has not begun.</summary>
    internal bool WantsRun => Run is null && (Journal is not null || Listener is not null);

    /// <summary>Whether somebody wants to know of a step.</summary>
    internal bool IsWatched => Run is not null || ChainActivities.Source.HasListeners();

    /// <summary>The model, so that its answers show in the run, if there is one.</summary>
    internal IChatClient Watch(IChatClient model) => Run is null ? model : new ObservedModel(model, Run, TimeProvider);

    internal string PathTo(string step) => Path is null ? step : $"{Path}/{step}";
}
