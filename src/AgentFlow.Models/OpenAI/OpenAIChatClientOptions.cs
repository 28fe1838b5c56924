namespace AgentFlow.Models.OpenAI;

/// <summary>Which OpenAI-compatible server to ask, and what is particular about it.</summary>
public sealed class OpenAIChatClientOptions
{
    /// <summary>The address that <c>/chat/completions</c> is appended to.</summary>
    /// <value>Default <c>https://api.openai.com/v1</c>.</value>
    public Uri BaseUrl { get; init; } = ModelDefaults.OpenAIBaseUrl;

    /// <summary>The key to send; servers of one's own often need none.</summary>
    /// <value>Default null: no key is sent.</value>
    public string? ApiKey { get; init; }

    /// <summary>The header that carries the key by itself, such as Azure's <c>api-key</c>.</summary>
    /// <value>Default null: <c>Authorization: Bearer</c>.</value>
    public string? ApiKeyHeader { get; init; }

    /// <summary>The server's name in errors and metadata.</summary>
    /// <value>Default <c>openai</c>.</value>
    public string Provider { get; init; } = "openai";

    /// <summary>The environment variable to name when the server refuses the key.</summary>
    /// <value>Default null.</value>
    public string? ApiKeyVariable { get; init; }

    /// <summary>How <c>ChatOptions.MaxOutputTokens</c> is written.</summary>
    /// <value>Default <see cref="MaxTokensMember.MaxCompletionTokens"/>.</value>
    public MaxTokensMember MaxTokensMember { get; init; }

    /// <summary>
    /// Whether to ask for token counts with <c>stream_options</c>, which a few servers refuse and then send them unasked.
    /// </summary>
    /// <value>Default true.</value>
    public bool RequestUsage { get; init; } = true;

    /// <summary>
    /// The member of assistant messages in which earlier reasoning is sent back, such as DeepSeek's <c>reasoning_content</c>.
    /// </summary>
    /// <value>Default null: reasoning is not sent back.</value>
    public string? ReasoningMember { get; init; }

    /// <summary>How many bytes of serialised history to keep, over all <c>MessageLog</c> lineages together.</summary>
    /// <value>Default 64 MiB; 0 keeps none.</value>
    public long SerializedHistoryBytes { get; init; } = ModelDefaults.SerializedHistoryBytes;

    /// <summary>How to talk to the server.</summary>
    /// <value>Default: a client of its own.</value>
    public ModelTransportOptions Transport { get; init; } = new();
}
