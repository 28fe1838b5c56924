namespace AgentFlow.Models;

/// <summary>What <see cref="ModelClient"/> needs beyond a model's name.</summary>
public sealed class ModelClientOptions
{
    /// <summary>The server's address.</summary>
    /// <value>Default null: from the provider's environment variable, else the provider's own.</value>
    public Uri? BaseUrl { get; init; }

    /// <summary>The key.</summary>
    /// <value>Default null: from the provider's environment variable.</value>
    public string? ApiKey { get; init; }

    /// <summary>Where environment variables are read.</summary>
    /// <value>Default <see cref="System.Environment.GetEnvironmentVariable(string)"/>.</value>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How to talk to the server.</summary>
    /// <value>Default: a client of its own.</value>
    public ModelTransportOptions Transport { get; init; } = new();
}
