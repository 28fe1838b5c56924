using System.Text.Json;
using AgentFlow.Models.Offline;
using AgentFlow.Models.Ollama;
using AgentFlow.Models.OpenAI;

namespace AgentFlow.Models;

/// <summary>Every provider: what is particular about it as data, and how its client is made.</summary>
internal static class ProviderTable
{
    public const string Offline = "offline";
    public const string Example = "openai/gpt-5-mini";

    public static IReadOnlyList<ProviderEntry> Entries { get; } =
    [
        new(new()
        {
            Name = Offline, Description = "A model inside this library: no key, no network, the same answers every time",
        }, CreateOffline),
        new(new()
        {
            Name = "ollama", Description = "Models on this machine, run by Ollama", BaseUrl = ModelDefaults.OllamaBaseUrl,
            UrlVariable = "OLLAMA_HOST",
        }, CreateOllama),
        OpenAI("openai", "OpenAI, or any server with its protocol", "https://api.openai.com/v1", needsKey: true),
        new(new()
        {
            Name = "anthropic", Description = "Claude, by Anthropic", BaseUrl = ModelDefaults.AnthropicBaseUrl, NeedsKey = true,
            KeyVariable = "ANTHROPIC_API_KEY", UrlVariable = "ANTHROPIC_BASE_URL",
        }, CreateAnthropic),
        new(new()
        {
            Name = "azure", Description = "OpenAI models in Azure; the model is the deployment's name", NeedsKey = true,
            KeyVariable = "AZURE_OPENAI_API_KEY", UrlVariable = "AZURE_OPENAI_ENDPOINT",
        }, CreateAzure),
        OpenAI("openrouter", "OpenRouter: models of many makers", "https://openrouter.ai/api/v1", needsKey: true),
        OpenAI("gemini", "Google's Gemini, by its OpenAI-compatible address",
            "https://generativelanguage.googleapis.com/v1beta/openai", needsKey: true),
        OpenAI("groq", "Groq", "https://api.groq.com/openai/v1", needsKey: true),
        OpenAI("mistral", "Mistral", "https://api.mistral.ai/v1", needsKey: true, MaxTokensMember.MaxTokens, requestUsage: false),
        OpenAI("deepseek", "DeepSeek", "https://api.deepseek.com/v1", needsKey: true, MaxTokensMember.MaxTokens,
            reasoningMember: "reasoning_content"),
        OpenAI("xai", "Grok, by xAI", "https://api.x.ai/v1", needsKey: true),
        OpenAI("together", "Together AI", "https://api.together.xyz/v1", needsKey: true, MaxTokensMember.MaxTokens),
        OpenAI("vllm", "A vLLM server", "http://127.0.0.1:8000/v1", needsKey: false, MaxTokensMember.MaxTokens),
        OpenAI("llamacpp", "A llama.cpp server", "http://127.0.0.1:8080/v1", needsKey: false, MaxTokensMember.MaxTokens),
        OpenAI("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1", needsKey: false, MaxTokensMember.MaxTokens),
    ];

    private static ProviderEntry OpenAI(string name, string description, string url, bool needsKey,
        MaxTokensMember maxTokens = MaxTokensMember.MaxCompletionTokens, bool requestUsage = true, string? reasoningMember = null)
    {
        var prefix = name.ToUpperInvariant();
        var provider = new ModelProvider
        {
            Name = name,
            Description = description,
            BaseUrl = new Uri(url),
            NeedsKey = needsKey,
            KeyVariable = $"{prefix}_API_KEY",
            UrlVariable = $"{prefix}_BASE_URL",
        };
        return new ProviderEntry(provider, request =>
        {
            var baseUrl = request.BaseUrl();
            return new OpenAIChatClient(request.Model, new()
            {
                Provider = name,
                BaseUrl = baseUrl,
                ApiKey = request.ApiKey(baseUrl),
                ApiKeyVariable = provider.KeyVariable,
                MaxTokensMember = maxTokens,
                RequestUsage = requestUsage,
                ReasoningMember = reasoningMember,
                Transport = request.Options.Transport,
            });
        });
    }

    /// <summary>Azure's v1 address lies under the resource's; its key has a header of its own.</summary>
    private static OpenAIChatClient CreateAzure(ProviderRequest request)
    {
        var endpoint = request.BaseUrl();
        var baseUrl = endpoint.AbsolutePath.Contains("/openai", StringComparison.OrdinalIgnoreCase)
            ? endpoint
            : new Uri(endpoint.GetLeftPart(UriPartial.Authority) + "/openai/v1" + endpoint.Query);
        return new OpenAIChatClient(request.Model, new()
        {
            Provider = request.Provider.Name,
            BaseUrl = baseUrl,
            ApiKey = request.ApiKey(baseUrl),
            ApiKeyHeader = "api-key",
            ApiKeyVariable = request.Provider.KeyVariable,
            Transport = request.Options.Transport,
        });
    }

    private static OllamaChatClient CreateOllama(ProviderRequest request)
    {
        var host = request.Options.Environment(request.Provider.UrlVariable!);
        return new OllamaChatClient(request.Model, new()
        {
            BaseUrl = request.Options.BaseUrl ?? OllamaHost.Parse(host) ?? ModelDefaults.OllamaBaseUrl,
            Transport = request.Options.Transport,
        });
    }

    /// <summary>The package's JSON needs reflection; the switch lets the trimmer leave it, and its warnings, out of programs without.</summary>
    private static AnthropicChatClient CreateAnthropic(ProviderRequest request)
    {
        if (!JsonSerializer.IsReflectionEnabledByDefault)
        {
            throw new NotSupportedException(
                $"Provider '{request.Provider.Name}' needs reflection-based JSON, which is off in this trimmed or natively compiled program. "
                + "Set JsonSerializerIsReflectionEnabledByDefault in its project, or reach the model through 'openrouter/anthropic/...'.");
        }
        var baseUrl = request.BaseUrl();
        var endpoint = new ModelEndpoint
        {
            Provider = request.Provider.Name,
            Model = request.Model,
            BaseUrl = baseUrl,
            ApiKey = request.ApiKey(baseUrl),
            KeyVariable = request.Provider.KeyVariable,
        };
        return AnthropicChatClient.Create(endpoint, request.Options.Transport);
    }

    private static OfflineChatClient CreateOffline(ProviderRequest request) => new();
}
