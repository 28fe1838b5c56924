namespace AgentFlow.Models;

/// <summary>How a backend talks to its server.</summary>
public sealed class ModelTransportOptions
{
    /// <summary>The client to send with; it stays the caller's, who also disposes it.</summary>
    /// <value>Default null: the backend makes one of its own, whose connections are renewed every five minutes.</value>
    public HttpClient? HttpClient { get; init; }

    /// <summary>The clock that <see cref="IdleTimeout"/> is measured with.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long making a connection may take; without effect on an <see cref="HttpClient"/> that was passed in.</summary>
    /// <value>Default 10 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = ModelDefaults.ConnectTimeout;

    /// <summary>
    /// How long the server may stay silent: before its first byte and between any two. There is no limit on a whole answer.
    /// </summary>
    /// <value>Default 5 minutes, because reasoning models and models that are being loaded stay silent for long.
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan IdleTimeout { get; init; } = ModelDefaults.IdleTimeout;

    /// <summary>Headers to send with every request beside those of the protocol.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Refuses limits that no request could keep.</summary>
    internal void Validate()
    {
        var problems = new List<string>();
        if (IdleTimeout <= TimeSpan.Zero && IdleTimeout != Timeout.InfiniteTimeSpan)
            problems.Add($"{nameof(IdleTimeout)} is '{IdleTimeout}'");
        if (ConnectTimeout <= TimeSpan.Zero && ConnectTimeout != Timeout.InfiniteTimeSpan)
            problems.Add($"{nameof(ConnectTimeout)} is '{ConnectTimeout}'");
        if (problems.Count > 0)
            throw new ArgumentException($"{string.Join(" and ", problems)}; a limit is more than zero, or Timeout.InfiniteTimeSpan.");
    }
}
