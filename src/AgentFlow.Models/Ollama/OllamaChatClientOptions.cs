namespace AgentFlow.Models.Ollama;

/// <summary>Which Ollama server to ask, and how it runs the model.</summary>
public sealed class OllamaChatClientOptions
{
    /// <summary>The server's address, without <c>/api</c>.</summary>
    /// <value>Default <c>http://127.0.0.1:11434</c>.</value>
    public Uri BaseUrl { get; init; } = ModelDefaults.OllamaBaseUrl;

    /// <summary>How long the model stays in memory after a call; <see cref="Timeout.InfiniteTimeSpan"/> keeps it.</summary>
    /// <value>Default null: as the server is set up (5 minutes).</value>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>
    /// How many tokens of context to load the model with (<c>num_ctx</c>). Ollama drops the oldest messages beyond it without a word.
    /// </summary>
    /// <value>Default null: as the server is set up (often 4096, which is little for an agent).</value>
    public int? ContextLength { get; init; }

    /// <summary>How to talk to the server.</summary>
    /// <value>Default: a client of its own.</value>
    public ModelTransportOptions Transport { get; init; } = new();
}
