namespace AgentFlow.Models;

/// <summary>The defaults of every option in this package.</summary>
internal static class ModelDefaults
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer that nobody reads to its end may go on before its connection is closed instead of kept.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);

    public static readonly Uri OpenAIBaseUrl = new("https://api.openai.com/v1");
    public static readonly Uri OllamaBaseUrl = new("http://127.0.0.1:11434");

    public static readonly Uri AnthropicBaseUrl = new("https://api.anthropic.com");

    /// <summary>Anthropic's protocol requires a limit; <c>ChatOptions.MaxOutputTokens</c> replaces it.</summary>
    public const int AnthropicMaxTokens = 4096;

    public const long SerializedHistoryBytes = 64 * 1024 * 1024;

    /// <summary>The longest single event, line or body of an answer; more is taken for a fault of the server.</summary>
    public const int MaxEventBytes = 64 * 1024 * 1024;
}
