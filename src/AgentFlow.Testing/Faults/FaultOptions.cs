namespace AgentFlow.Testing;

/// <summary>What a <see cref="FaultyChatClient"/> does to a model's answers, and how often. All rates lie from 0 to 1 and are 0 by default.</summary>
public sealed class FaultOptions
{
    /// <summary>Where the sequence of faults starts; the same seed and the same order of calls give the same faults.</summary>
    /// <value>1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>How often a call fails before it is made, as when the network is gone: <see cref="HttpRequestException"/>.</summary>
    public double Drop { get; set; }

    /// <summary>How often a call is refused with status 429: <see cref="HttpRequestException"/>.</summary>
    public double RateLimit { get; set; }

    /// <summary>How often an update of a stream comes late.</summary>
    public double Delay { get; set; }

    /// <summary>How late an update comes at most.</summary>
    /// <value>One second.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often an update of a stream that carries text comes twice.</summary>
    public double Duplicate { get; set; }

    /// <summary>How often a stream breaks off in the middle: <see cref="IOException"/>.</summary>
    public double Truncate { get; set; }

    /// <summary>How often the arguments of a call are cut in half, so that they are no JSON any more.</summary>
    public double MalformCalls { get; set; }

    /// <summary>The clock of the delays.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal FaultOptions CopyIfValid()
    {
        (string Name, double Rate)[] rates = [(nameof(Drop), Drop), (nameof(RateLimit), RateLimit), (nameof(Delay), Delay), (nameof(Duplicate), Duplicate), (nameof(Truncate), Truncate), (nameof(MalformCalls), MalformCalls)];
        var problems = rates.Where(r => r.Rate is not (>= 0 and <= 1)).Select(r => $"{r.Name} is {r.Rate}; it must lie between 0 and 1.").ToList();
        if (MaxDelay < TimeSpan.Zero)
            problems.Add($"{nameof(MaxDelay)} is '{MaxDelay}'; it must not be negative.");
        return problems.Count == 0 ? (FaultOptions)MemberwiseClone() : throw new ArgumentException("The fault options are not valid. " + string.Join(" ", problems));
    }
}
