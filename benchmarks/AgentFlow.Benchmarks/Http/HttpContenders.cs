using AgentFlow.Benchmarks.Agents;
using AgentFlow.Benchmarks.Floor;
using AgentFlow.Benchmarks.OpenAISdk;
using AgentFlow.Models.OpenAI;

namespace AgentFlow.Benchmarks.Http;

/// <summary>Who is measured, the floor first. Each keeps its connections from round to round; ours
/// has the transport that users get, the others an <see cref="HttpClient"/> with the same settings.</summary>
internal sealed class HttpContenders : IDisposable
{
    private readonly List<HttpClient> _clients = [];
    private readonly Dictionary<Uri, OpenAIChatClient> _ours = [];

    public HttpContenders() => All =
    [
        Entry.Of("floor: `HttpClient` by hand", Http(), (http, endpoint) => new FloorLoop(http, endpoint)),
        new Entry("AgentFlow: agent and `OpenAIChatClient`", endpoint => new AgentContender(Ours(endpoint))),
        Entry.Of("AgentFlow over the floor's client", Http(), (http, endpoint) => new AgentContender(new FloorChatClient(http, endpoint))),
        Entry.Of("OpenAI SDK 2.15.0", Http(), (http, endpoint) => new SdkLoop(http, endpoint)),
    ];

    public IReadOnlyList<Entry> All { get; }

    public void Dispose()
    {
        _clients.ForEach(c => c.Dispose());
        foreach (var client in _ours.Values)
            client.Dispose();
    }

    /// <summary>One client for each scenario's address, with the transport that users get.</summary>
    private OpenAIChatClient Ours(Uri endpoint)
    {
        if (!_ours.TryGetValue(endpoint, out var client))
            client = _ours[endpoint] = new OpenAIChatClient(Wire.Model, new OpenAIChatClientOptions { BaseUrl = endpoint, ApiKey = "no-key" });
        return client;
    }

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
