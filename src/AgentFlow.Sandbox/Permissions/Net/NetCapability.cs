using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// <c>net.fetch(url, { method, headers, query, body, timeoutMs, responseType })</c>: asks the web, within the grant. Nothing of the surroundings goes with a request:
/// no proxy, no cookies, no credentials, no trace headers.
/// </summary>
internal sealed class NetCapability : ICapability, IDisposable
{
    private readonly NetRules _rules;
    private readonly IReadOnlyDictionary<string, SecretGrant> _secrets;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _sender;

    private NetCapability(NetRules rules, NetGrant grant, IReadOnlyDictionary<string, SecretGrant> secrets, TimeProvider time)
    {
        _rules = rules;
        _secrets = secrets;
        _time = time;
        _sender = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = new CheckedConnector(new AddressRules(grant.PrivateNetworks), grant.Resolver).ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            MaxResponseHeadersLength = 32,
            MaxConnectionsPerServer = 8,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        });
    }

    public string Name => "net";

    public static NetCapability Create(PermissionReader reader, NetGrant grant, IReadOnlyDictionary<string, SecretGrant> secrets, TimeProvider time) =>
        new(NetRules.Create(reader, grant), grant, secrets, time);

    public void AddTo(ScriptHost host) => host.AddFunction("net.fetch", FetchAsync);

    public void Dispose() => _sender.Dispose();

    private async ValueTask<JsonNode?> FetchAsync(HostCall call, CancellationToken cancellationToken)
    {
        var sandbox = (SandboxCall)call.State!;
        FetchRequest request;
        try
        {
            request = FetchRequest.Read(call);
        }
        catch (ScriptHostException error)
        {
            sandbox.Record(Name, "an address or request that is not right", "refused: " + error.Message);
            throw;
        }
        var limit = request.Timeout < _rules.Timeout ? request.Timeout.Value : _rules.Timeout;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, limit, Timeout.InfiniteTimeSpan);
        try
        {
            var headers = new SecretHeaders(_secrets);
            var fetch = new Fetch(_rules, _sender, headers, await headers.ReadAsync(source.Token).ConfigureAwait(false), sandbox);
            return await fetch.SendAsync(request, source.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or ScriptHostException))
        {
            // What a secret's provider or a resolver throws: for the operator. The script learns only that the function failed.
            sandbox.Record(Name, $"{request.Method} {request.Url.Shown}", $"failed: {error.GetType().Name}");
            throw;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            sandbox.Record(Name, $"{request.Method} {request.Url.Shown}", "refused: it took too long");
            throw new ScriptHostException($"The request to '{request.Url.Origin}' was given up after {limit.TotalMilliseconds:0} ms.");
        }
    }
}
