using System.Text.Json;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sandbox.Tests.Permissions;
using AgentFlow.Sqlite;
using Microsoft.AspNetCore.Http;
using SQLitePCL;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>The shipped packs that ask for something of the host, with the real thing in place of records: what records say of it must be true.</summary>
public sealed class ShippedPacksHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_EverythingGranted_HasNoProblems()
    {
        var pack = ToolPack.Load(Tools, new ToolPackOptions { Grants = Everything("*.wikipedia.org", "api.example.org") });

        Assert.Empty(pack.Problems);
        Assert.Equal(pack.Manifests.Count, pack.Tools.Count);
    }

    [Fact]
    public void Load_NothingGranted_LeavesOutWhatAsksAndKeepsTheOthers()
    {
        var pack = ToolPack.Load(Tools);

        var asking = pack.Manifests.Where(m => m.Permissions is not null).Select(m => m.Name).Order(StringComparer.Ordinal);
        Assert.Equal(asking, pack.Manifests.Select(m => m.Name).Except(pack.Tools.Select(t => t.Name)).Order(StringComparer.Ordinal));
        Assert.True(pack.Tools.Count >= 12, $"Only {pack.Tools.Count} tools run without anything granted.");
    }

    [Fact]
    public async Task SqlQuery_RealDatabase_DescribesAndReads()
    {
        var path = Path.Combine(_folder, "shop.db");
        Batteries_V2.Init();
        raw.sqlite3_open(path, out var db);
        raw.sqlite3_exec(db, "CREATE TABLE products (name TEXT, price REAL); INSERT INTO products VALUES ('tea', 3.5), ('map', 12)");
        db.Dispose();

        var schema = await CallAsync("sql-query", new SandboxGrants { Sql = Databases(path) }, """{ "database": "shop" }""");
        var rows = await CallAsync("sql-query", new SandboxGrants { Sql = Databases(path) }, """{ "database": "shop", "statement": "SELECT name FROM products WHERE price < ?", "values": [10] }""");

        Assert.StartsWith("CREATE TABLE products", schema.GetProperty("schema").GetString(), StringComparison.Ordinal);
        Assert.Equal("""[{"name":"tea"}]""", rows.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task ConvertCurrency_RealFile_TakesItsRates()
    {
        File.WriteAllText(Path.Combine(_folder, "currency.json"), """{ "base": "EUR", "date": "2026-11-20", "rates": { "USD": 1.08 } }""");

        var result = await CallAsync("currency", new SandboxGrants { Files = Config() }, """{ "amount": 100, "from": "EUR", "to": "USD" }""");

        Assert.Equal(108, result.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task HttpGet_RealServer_ReadsJson()
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsJsonAsync(new { q = context.Request.Query["q"].ToString() }));

        var result = await CallAsync("http-get", new SandboxGrants { Net = Web(server) }, $$"""{ "url": "http://127.0.0.1:{{server.Port}}/items", "query": { "q": "tea & maps" } }""");

        Assert.Equal("""{"q":"tea & maps"}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<Dictionary<string, string>>(result.GetProperty("body").GetRawText()), Relaxed));
    }

    [Fact]
    public async Task GraphQl_RealServer_GetsTheQuery()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            await context.Response.WriteAsJsonAsync(new { data = new { echo = body.RootElement.GetProperty("query").GetString() } });
        });

        var result = await CallAsync("graphql", new SandboxGrants { Net = Web(server) }, $$"""{ "url": "http://127.0.0.1:{{server.Port}}/graphql", "query": "{ echo }" }""");

        Assert.Equal("{ echo }", result.GetProperty("echo").GetString());
    }

    [Fact]
    public async Task WebSearch_RealServer_GetsTheSecretAndGivesResults()
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsync("""{ "hits": [{ "t": "Tea", "u": "https://tea.example/" }] }"""));
        File.WriteAllText(Path.Combine(_folder, "web-search.json"), $$"""
            { "url": "http://127.0.0.1:{{server.Port}}/search", "headers": { "X-Token": "${secret:WEB_SEARCH_KEY}" }, "results": "hits", "title": "t", "link": "u" }
            """);
        var grants = new SandboxGrants
        {
            Net = Web(server),
            Files = Config(),
            Secrets = new Dictionary<string, SecretGrant> { ["WEB_SEARCH_KEY"] = SecretGrant.Of("k-123456789", $"http://127.0.0.1:{server.Port}") },
        };

        var result = await CallAsync("web-search", grants, """{ "query": "tea" }""");

        Assert.Equal("""[{"title":"Tea","url":"https://tea.example/","snippet":""}]""", result.GetRawText());
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /search?q=tea", request, StringComparison.Ordinal);
        Assert.Contains("X-Token: k-123456789", request, StringComparison.Ordinal);
    }

    private static string Tools => Path.Combine(Repository.Root ?? throw new InvalidOperationException("The tests do not run inside of the repository."), "tools");

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Task<JsonElement> CallAsync(string folder, SandboxGrants grants, string arguments)
    {
        var pack = ToolPack.Load(Path.Combine(Tools, folder), new ToolPackOptions { Grants = grants }).ThrowIfInvalid();
        return PackFolder.CallAsync(Assert.Single(pack.Tools), arguments);
    }

    private static NetGrant Web(WebServer server) => new() { Hosts = [$"http://127.0.0.1:{server.Port}"], Methods = ["GET", "POST"], PrivateNetworks = ["127.0.0.1"] };

    private static Dictionary<string, SqlQuery> Databases(string path) => new() { ["shop"] = new ReadOnlyDatabase(path).QueryAsync };

    private FilesGrant Config() => new() { Roots = new Dictionary<string, FileRoot> { ["config"] = new() { Path = _folder } } };

    private SandboxGrants Everything(params string[] hosts) => new()
    {
        Net = new NetGrant { Hosts = hosts, Methods = ["GET", "POST"] },
        Files = Config(),
        Sql = Databases(Path.Combine(_folder, "shop.db")),
        Secrets = new Dictionary<string, SecretGrant> { ["WEB_SEARCH_KEY"] = SecretGrant.Of("k-123456789", "api.example.org") },
        Clock = true,
        Random = true,
    };
}
