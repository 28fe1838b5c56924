using System.Net;
using System.Text;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sqlite;
using AgentFlow.Tools;
using Microsoft.AspNetCore.Http;
using SQLitePCL;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>
/// What the attempts are made against: a server that would help an attacker, names that stand for all kinds of addresses, folders with links in them, a database, another
/// tenant's values. The one address that is listed stands for the public internet, so that no test leaves the machine.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public const string Secret = "s3cr3t/Value+42";

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["good.test"] = ["127.0.0.1"],
        ["other.test"] = ["127.0.0.1"],
        ["private.test"] = ["10.0.0.1"],
        ["shared.test"] = ["100.100.100.200"],
        ["metadata.test"] = ["169.254.169.254"],
        ["azure.test"] = ["168.63.129.16"],
        ["loopback.test"] = ["127.0.0.2"],
        ["zero.test"] = ["0.0.0.0"],
        ["multicast.test"] = ["224.0.0.1"],
        ["documentation.test"] = ["192.0.2.1"],
        ["mapped.test"] = ["::ffff:10.0.0.1"],
        ["compatible.test"] = ["::10.0.0.1"],
        ["sixtofour.test"] = ["2002:0a00:0001::1"],
        ["nat64.test"] = ["64:ff9b::10.0.0.1"],
        ["teredo.test"] = ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
        ["loopback6.test"] = ["::1"],
        ["unique-local.test"] = ["fd00:ec2::254"],
        ["linklocal6.test"] = ["fe80::1"],
        ["mixed.test"] = ["10.0.0.1", "127.0.0.1"],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
    private int _questions;

    private World(WebServer server) => Server = server;

    public WebServer Server { get; }

    public SandboxGrants Grants { get; private set; } = new();

    public List<SandboxLogLine> Log { get; } = [];

    public string this[string path] => Path.Combine(_folder, path);

    public static async Task<World> CreateAsync()
    {
        var world = new World(await WebServer.StartAsync(AnswerAsync));
        await world.FillAsync();
        var port = world.Server.Port;
        world.Grants = new SandboxGrants
        {
            Net = new()
            {
                Hosts = ["*", "http://*", $"http://*:{port}", "http://127.0.0.1", $"http://127.0.0.1:{port}", "http://127.0.0.2", "http://[::1]", "http://[::ffff:7f00:2]"],
                Methods = ["GET", "HEAD", "POST"],
                PrivateNetworks = ["127.0.0.1"],
                MaxResponseBytes = 100_000,
                MaxRedirects = 3,
                MaxRequests = 6,
                Timeout = TimeSpan.FromSeconds(20),
                Resolver = world.ResolveAsync,
            },
            KeyValues = new() { Store = world.Store, MaxKeys = 3, MaxValueLength = 100 },
            Files = new()
            {
                Roots = new Dictionary<string, FileRoot> { ["data"] = new() { Path = world["data"] }, ["out"] = new() { Path = world["out"], CanWrite = true } },
                MaxFileBytes = 1_000,
            },
            Sql = new Dictionary<string, SqlQuery> { ["shop"] = new ReadOnlyDatabase(world["shop.db"], new() { Tables = ["goods"], MaxRows = 3 }).QueryAsync },
            Secrets = new Dictionary<string, SecretGrant> { ["API_KEY"] = SecretGrant.Of(Secret, $"http://good.test:{port}") },
            Clock = true,
            Random = true,
            Log = world.Log.Add,
            Tools = ["lookup"],
            TimeProvider = new TickingTime(),
        };
        return world;
    }

    public InMemoryKeyValueStore Store { get; } = new();

    /// <summary>What another tenant keeps under the key <c>plan</c>.</summary>
    public ValueTask<string?> TheirValueAsync() => Store.GetAsync(KeyValueScope.Of("tool", Sandboxed.Context("evil", "s1", "ann")), "plan", TestContext.Current.CancellationToken);

    /// <summary>Makes an attempt, and gives what happened without what differs from run to run.</summary>
    public async Task<string> TryAsync(Attempt attempt)
    {
        var asked = attempt.Asked.Replace("PORT", $"{Server.Port}", StringComparison.Ordinal);
        string[] secrets = asked.Contains("\"net\"", StringComparison.Ordinal) ? ["API_KEY"] : [];
        var happened = await Sandboxed.RunAsync(attempt.Script.Replace("PORT", $"{Server.Port}", StringComparison.Ordinal), asked, Grants, Sandboxed.Context("acme", "s1", "ann"), "tool", secrets);
        return attempt.Look is null ? happened.Replace($"{Server.Port}", "PORT", StringComparison.Ordinal) : await attempt.Look(this);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        // The first answer is harmless, the next one is not.
        if (name == "rebind.test")
            return ValueTask.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Parse(Interlocked.Increment(ref _questions) == 1 ? "127.0.0.1" : "127.0.0.2")]);
        return ValueTask.FromResult<IReadOnlyList<IPAddress>>(Names.TryGetValue(name, out var addresses) ? [.. addresses.Select(IPAddress.Parse)] : []);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        context.Response.StatusCode = int.Parse(query["status"].FirstOrDefault() ?? "200", null);
        if (query.TryGetValue("to", out var to))
            context.Response.Headers.Location = to;
        switch (context.Request.Path)
        {
            case "/close":
                context.Response.Headers.Connection = "close";
                break;
            case "/cookie":
                context.Response.Headers.SetCookie = "session=1";
                await context.Response.WriteAsync(context.Request.Headers.Cookie.ToString());
                break;
            case "/large":
                for (var i = 0; i < 1_000; i++)
                    await context.Response.WriteAsync(new string('x', 1_000), context.RequestAborted);
                break;
            case "/bomb":
                context.Response.Headers.ContentEncoding = "gzip";
                await context.Response.Body.WriteAsync(Bomb(), context.RequestAborted);
                break;
            case "/slow":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/echo":
                var key = context.Request.Headers["X-Key"].ToString();
                context.Response.Headers["X-Echo"] = key;
                var bytes = Encoding.UTF8.GetBytes(key);
                await context.Response.WriteAsync(
                    $"{key} {Convert.ToBase64String(bytes)} {Convert.ToHexString(bytes)} {Uri.EscapeDataString(key)} {Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:" + key))} {key.Replace("/", "\\/", StringComparison.Ordinal)}");
                break;
            default:
                await context.Response.WriteAsync(string.Join(' ', context.Request.Headers.Keys.Order(StringComparer.Ordinal)));
                break;
        }
    }

    private static byte[] Bomb()
    {
        using var memory = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(new byte[20_000_000]);
        return memory.ToArray();
    }

    private async Task FillAsync()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var folder in (string[])["data", "data/sub", "out"])
            Directory.CreateDirectory(this[folder]);
        await File.WriteAllTextAsync(this["data/report.txt"], "report", token);
        await File.WriteAllTextAsync(this["data/large.txt"], new string('x', 2_000), token);
        await File.WriteAllTextAsync(this["private.txt"], "private", token);
        File.CreateSymbolicLink(this["data/link.txt"], this["private.txt"]);
        File.CreateSymbolicLink(this["data/above"], this["."]);
        File.CreateSymbolicLink(this["out/link.txt"], this["private.txt"]);
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", this["data/pipe"]))
            await pipe.WaitForExitAsync(token);
        await Store.SetAsync(KeyValueScope.Of("tool", Sandboxed.Context("evil", "s1", "ann")), "plan", "\"theirs\"", token);
        await Store.SetAsync(KeyValueScope.Of("tool", Sandboxed.Context("acme", "s2", "ann")), "plan", "\"theirs\"", token);
        await Store.SetAsync(KeyValueScope.Of("other", Sandboxed.Context("acme", "s1", "ann")), "plan", "\"theirs\"", token);
        await Store.SetAsync(Memory.SessionScope.Of("s1", "notes"), "plan", "\"theirs\"", token);
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(this["shop.db"], out var database));
        using (database)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, """
                CREATE TABLE goods (name TEXT, price REAL);
                CREATE TABLE people (name TEXT);
                INSERT INTO goods VALUES ('tea', 2.5), ('salt', 1), ('rice', 3), ('flour', 2);
                INSERT INTO people VALUES ('Ann');
                """));
        }
    }

    /// <summary>A clock that is an hour later whenever somebody looks. Timers are the system's.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private int _hours;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(Interlocked.Increment(ref _hours));
    }
}
