namespace AgentFlow.Chains;

/// <summary>How a chain is tried again. Read once, when the chain is made.</summary>
public sealed class ChainRetryOptions
{
    /// <summary>How often it is tried in all; at least 1.</summary>
    /// <value>3.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each further one. Not negative.</summary>
    /// <value>One second.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The share of a wait that chance may take off, from 0 (none) to 1 (all), so that many callers who failed together do not come back together.
    /// </summary>
    /// <value>0.5.</value>
    public double Jitter { get; set; } = 0.5;

    /// <summary>Which errors are worth another attempt. It is given what the step threw, without the <see cref="ChainException"/> around it.</summary>
    /// <value>
    /// Null: all but those that the next attempt would meet again, because they are mistakes in the program: <see cref="ArgumentException"/>,
    /// <see cref="NotSupportedException"/>, <see cref="NotImplementedException"/>, <see cref="NullReferenceException"/>, <see cref="InvalidCastException"/>.
    /// </value>
    public Func<Exception, bool>? ShouldRetry { get; set; }

    internal ChainRetryOptions ValidCopy()
    {
        List<string> problems = [];
        if (MaxAttempts < 1)
            problems.Add($"MaxAttempts is '{MaxAttempts}'; it must be at least 1.");
        if (Delay < TimeSpan.Zero)
            problems.Add($"Delay is '{Delay}'; it must not be negative.");
        if (MaxDelay < Delay)
            problems.Add($"MaxDelay is '{MaxDelay}'; it must not be shorter than Delay, '{Delay}'.");
        if (Jitter is not (>= 0 and <= 1))
            problems.Add($"Jitter is '{Jitter}'; it must be from 0 to 1.");
        return problems.Count == 0
            ? new() { MaxAttempts = MaxAttempts, Delay = Delay, MaxDelay = MaxDelay, Jitter = Jitter, ShouldRetry = ShouldRetry }
            : throw new ArgumentException($"The options of the retry are not valid. {string.Join(' ', problems)}");
    }
}
