using AgentFlow.Models.Ollama;
using AgentFlow.Models.OpenAI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests;

public sealed class ModelClientTests
{
    [Theory]
    [InlineData("openai/gpt-5-mini", "openai", "https://api.openai.com/v1", "gpt-5-mini")]
    [InlineData("OpenRouter/anthropic/claude-sonnet-4.5", "openrouter", "https://openrouter.ai/api/v1", "anthropic/claude-sonnet-4.5")]
    [InlineData("ollama/qwen3:8b", "ollama", "http://127.0.0.1:11434/", "qwen3:8b")]
    [InlineData("lmstudio/local", "lmstudio", "http://127.0.0.1:1234/v1", "local")]
    public void Create_Name_GivesTheProvidersClient(string name, string provider, string url, string model)
    {
        using var client = ModelClient.Create(name, Options(("OPENAI_API_KEY", "k"), ("OPENROUTER_API_KEY", "k")));

        var metadata = client.GetService<ChatClientMetadata>()!;

        Assert.Equal((provider, url, model), (metadata.ProviderName, metadata.ProviderUri!.ToString(), metadata.DefaultModelId));
    }

    [Fact]
    public void Create_EveryProvider_CanBeMade()
    {
        foreach (var provider in ModelClient.Providers)
        {
            using var client = ModelClient.Create($"{provider.Name}/some-model", new() { ApiKey = "k", BaseUrl = new Uri("http://127.0.0.1:9/v1"), Environment = static _ => null });

            Assert.NotNull(client.GetService<ChatClientMetadata>());
        }
    }

    [Fact]
    public void Create_KeyMissing_NamesBothPlacesAndTheWayWithout()
    {
        foreach (var provider in ModelClient.Providers.Where(static provider => provider.NeedsKey && provider.BaseUrl is not null))
        {
            var error = Assert.Throws<ModelKeyMissingException>(() => ModelClient.Create($"{provider.Name}/m", Options()));

            Assert.Contains(provider.KeyVariable!, error.Message, StringComparison.Ordinal);
            Assert.Contains("AgentFlow:Model:ApiKey", error.Message, StringComparison.Ordinal);
            Assert.Contains("'offline'", error.Message, StringComparison.Ordinal);
            Assert.Equal("key_missing", error.Code);
        }
    }

    [Fact]
    public void Create_AnotherAddress_NeedsNoKey()
    {
        using var client = ModelClient.Create("openai/m", Options(("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1")));

        Assert.Equal("http://127.0.0.1:8000/v1", client.GetService<ChatClientMetadata>()!.ProviderUri!.ToString());
    }

    [Theory]
    [InlineData("opnai/gpt-5", "Did you mean 'openai'?")]
    [InlineData("gpt-5-mini", "Write 'provider/model'")]
    [InlineData("openai", "has no model")]
    [InlineData("openai/", "has no model")]
    public void Create_WrongName_SaysWhatIsRight(string name, string says)
    {
        var error = Assert.Throws<ArgumentException>(() => ModelClient.Create(name, Options()));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu-box", "http://gpu-box:11434/")]
    [InlineData("10.0.0.5:8080", "http://10.0.0.5:8080/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/")]
    [InlineData("0.0.0.0:80", "http://127.0.0.1/")]
    [InlineData(":5000", "http://127.0.0.1:5000/")]
    [InlineData("https://ollama.example.com", "https://ollama.example.com/")]
    [InlineData("http://host:11434", "http://host:11434/")]
    public void Create_OllamaHost_IsReadInEveryForm(string host, string expected)
    {
        using var client = ModelClient.Create("ollama/m", Options(("OLLAMA_HOST", host)));

        Assert.Equal(expected, client.GetService<ChatClientMetadata>()!.ProviderUri!.ToString());
        Assert.IsType<OllamaChatClient>(client);
    }

    [Fact]
    public async Task Create_Azure_SendsTheKeyInItsOwnHeaderToTheV1Path()
    {
        await using var server = await ModelServer.StreamingAsync(Events(StopChunk));
        using var client = ModelClient.Create("azure/my-deployment", Options(("AZURE_OPENAI_ENDPOINT", server.Url.ToString()), ("AZURE_OPENAI_API_KEY", "secret")));

        await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("/openai/v1/chat/completions", "secret", false), (request.Path, request.Headers["api-key"], request.Headers.ContainsKey("authorization")));
    }

    [Fact]
    public void Create_AzureWithoutEndpoint_NamesTheVariable()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ModelClient.Create("azure/d", Options(("AZURE_OPENAI_API_KEY", "k"))));

        Assert.Contains("AZURE_OPENAI_ENDPOINT", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AgentFlow:Model=openai/a", "openai", "a")]
    [InlineData("AgentFlow:Model:Name=openai/b;AgentFlow:Model:BaseUrl=http://127.0.0.1:7/v1;AgentFlow:Model:ApiKey=k", "openai", "b")]
    [InlineData("", "ollama", "from-environment")]
    public void Create_Configuration_IsRead(string settings, string provider, string model)
    {
        var configuration = Configuration(settings);

        using var client = ModelClient.Create(configuration, Options(("OPENAI_API_KEY", "k"), ("AGENTFLOW_MODEL", "ollama/from-environment")));

        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal((provider, model), (metadata.ProviderName, metadata.DefaultModelId));
        if (settings.Contains("BaseUrl", StringComparison.Ordinal))
            Assert.Equal(7, metadata.ProviderUri!.Port);
    }

    [Fact]
    public void Create_NothingConfigured_SaysWhatToSet()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ModelClient.Create(Configuration(""), Options()));

        Assert.Contains("AgentFlow:Model", error.Message, StringComparison.Ordinal);
        Assert.Contains("AGENTFLOW_MODEL", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mistral/m", "\"max_tokens\":9", false)]
    [InlineData("openai/m", "\"max_completion_tokens\":9", true)]
    public async Task Create_Presets_DifferWhereTheServersDo(string name, string expected, bool asksForUsage)
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = ModelClient.Create(name, new() { ApiKey = "k", Environment = static _ => null, Transport = new() { HttpClient = new HttpClient(http) } });

        await client.GetResponseAsync([Hello], new() { MaxOutputTokens = 9 }, TestContext.Current.CancellationToken);

        Assert.Contains(expected, http.RequestBodies[0], StringComparison.Ordinal);
        Assert.Equal(asksForUsage, http.RequestBodies[0].Contains("stream_options", StringComparison.Ordinal));
        Assert.IsType<OpenAIChatClient>(client);
    }

    [Fact]
    public void Create_ImpossibleLimits_AreRefusedTogether()
    {
        var error = Assert.Throws<ArgumentException>(() => ModelClient.Create("ollama/m", new()
        {
            Environment = static _ => null,
            Transport = new() { IdleTimeout = TimeSpan.Zero, ConnectTimeout = TimeSpan.FromSeconds(-5) },
        }));

        Assert.Contains("IdleTimeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectTimeout", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpenAIChatClient("m", new() { SerializedHistoryBytes = -1 }));
    }

    private static ModelClientOptions Options(params (string Name, string Value)[] variables) =>
        new() { Environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value };

    private static IConfiguration Configuration(string settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static setting => setting.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => (string?)pair[1]))
        .Build();
}
