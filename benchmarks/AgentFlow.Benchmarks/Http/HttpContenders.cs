using AgentFlow.Benchmarks.Agents;
using AgentFlow.Benchmarks.Floor;
using AgentFlow.Benchmarks.OpenAISdk;
using AgentFlow.Models;
using AgentFlow.Models.OpenAI;

namespace AgentFlow.Benchmarks.Http;

/// <summary>Who is measured, the floor first. All speak through one <see cref="HttpClient"/> each, with the same settings.</summary>
internal sealed class HttpContenders : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    public HttpContenders() => All =
    [
        Entry.Of("floor: `HttpClient` by hand", Http(), (http, endpoint) => new FloorLoop(http, endpoint)),
        Entry.Of("AgentFlow: agent and `OpenAIChatClient`", Http(), (http, endpoint) => new AgentContender(new OpenAIChatClient(Wire.Model, new OpenAIChatClientOptions
        {
            BaseUrl = endpoint,
            ApiKey = "no-key",
            Transport = new ModelTransportOptions { HttpClient = http },
        }))),
        Entry.Of("AgentFlow over the floor's client", Http(), (http, endpoint) => new AgentContender(new FloorChatClient(http, endpoint))),
        Entry.Of("OpenAI SDK 2.15.0", Http(), (http, endpoint) => new SdkLoop(http, endpoint)),
    ];

    public IReadOnlyList<Entry> All { get; }

    public void Dispose() => _clients.ForEach(c => c.Dispose());

    private HttpClient Http()
    {
        var http = Wire.CreateHttpClient();
        _clients.Add(http);
        return http;
    }

    /// <summary>A contender's name, and how it is made anew for every round, so that no journal grows from one into the next.</summary>
    internal sealed record Entry(string Name, Func<Uri, IContender> Create)
    {
        public static Entry Of(string name, HttpClient http, Func<HttpClient, Uri, IContender> create) => new(name, endpoint => create(http, endpoint));
    }
}
