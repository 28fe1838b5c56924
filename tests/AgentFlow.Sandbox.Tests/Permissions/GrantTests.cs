using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>What a manifest asks for against what is granted. Uses the internal set of capabilities; a tool pack shows the same as problems of its manifest.</summary>
public sealed class GrantTests
{
    private static SandboxGrants Grants => new()
    {
        Net = new() { Hosts = ["api.example.org", "*.example.com", "*:8443"] },
        KeyValues = new() { Store = new InMemoryKeyValueStore() },
        Files = new() { Roots = new Dictionary<string, FileRoot> { ["data"] = new() { Path = Path.GetTempPath() } } },
        Sql = new Dictionary<string, SqlQuery> { ["shop"] = (_, _, _) => default },
        Secrets = new Dictionary<string, SecretGrant> { ["KEY"] = SecretGrant.Of("long enough", "api.example.org") },
        Clock = true,
        Random = true,
        Log = _ => { },
        Tools = ["lookup", "other-tool"],
    };

    [Theory]
    [InlineData("""{"net":true,"kv":true,"files":true,"sql":true,"clock":true,"random":true,"log":true,"tools":["lookup"]}""")]
    [InlineData("""{"net":{"hosts":["api.example.org","a.b.example.com","*.b.example.com","*.example.com","x.test:8443","*:8443","*.x.test:8443"],"methods":["GET"],"maxResponseBytes":10,"timeoutMs":10000}}""")]
    [InlineData("""{"files":{"read":["data"]},"sql":["shop"],"kv":{},"net":false}""")]
    [InlineData("{}")]
    public void Create_ManifestWithinTheGrants_HasNoProblem(string permissions)
    {
        var problems = Sandboxed.Problems(permissions, Grants);

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("""{"net":{"hosts":["api.example.org","example.com"]}}""", "/permissions/net/hosts/1: Host 'example.com' is not granted. Add it to NetGrant.Hosts, which has: api.example.org, *.example.com, *:8443.")]
    [InlineData("""{"net":{"hosts":["*"]}}""", "/permissions/net/hosts/0: Host '*' is not granted.")]
    [InlineData("""{"net":{"hosts":["*.org"]}}""", "/permissions/net/hosts/0: Host '*.org' is not granted.")]
    [InlineData("""{"net":{"hosts":["http://api.example.org"]}}""", "/permissions/net/hosts/0: Host 'http://api.example.org' is not granted.")]
    [InlineData("""{"net":{"hosts":["evilexample.com"]}}""", "/permissions/net/hosts/0: Host 'evilexample.com' is not granted.")]
    [InlineData("""{"net":{"hosts":["10.0.0.1:8443"]}}""", "/permissions/net/hosts/0: Host '10.0.0.1:8443' is not granted.")]
    [InlineData("""{"net":{"hosts":["api.example.org/path"]}}""", "/permissions/net/hosts/0: 'api.example.org/path' is not a host. Write a host such as")]
    [InlineData("""{"net":{"hosts":[]}}""", "/permissions/net/hosts: It must be a list of texts with at least one of them.")]
    [InlineData("""{"net":{"methods":["GET","POST"]}}""", "/permissions/net/methods/1: Method 'POST' is not granted. Add it to NetGrant.Methods, which has: GET, HEAD.")]
    [InlineData("""{"net":{"maxResponseBytes":2000000}}""", "/permissions/net/maxResponseBytes: The tool asks for 2000000; 1048576 is granted. Ask for less, or raise NetGrant.MaxResponseBytes.")]
    [InlineData("""{"net":{"timeoutMs":0}}""", "/permissions/net/timeoutMs: It must be a whole number from 1.")]
    [InlineData("""{"net":{"host":["api.example.org"]}}""", "/permissions/net/host: 'host' is not known. Known: hosts, methods, maxRequestBytes, maxResponseBytes, timeoutMs.")]
    [InlineData("""{"net":"api.example.org"}""", "/permissions/net: It must be true, for all that is granted, or an object with some of: hosts")]
    [InlineData("""{"kv":{"tenant":"all"}}""", "/permissions/kv/tenant: 'tenant' is not known. Write true.")]
    [InlineData("""{"files":{"write":["data"]}}""", "/permissions/files/write/0: Root 'data' may only be read. Set FileRoot.CanWrite to allow more")]
    [InlineData("""{"files":{"read":["data","/"]}}""", "/permissions/files/read/1: Root '/' is not granted. Add it to FilesGrant.Roots, which has: data.")]
    [InlineData("""{"sql":["shop","staff"]}""", "/permissions/sql/1: Database 'staff' is not granted. Add it to SandboxGrants.Sql, which has: shop.")]
    [InlineData("""{"sql":"shop"}""", "/permissions/sql: It must be a list of texts")]
    [InlineData("""{"tools":["pay"]}""", "/permissions/tools/0: Tool 'pay' may not be called. Add it to SandboxGrants.Tools, which has: lookup, other-tool.")]
    [InlineData("""{"tools":["other-tool"]}""", "/permissions/tools/0: Tool 'other-tool' has a name that a script cannot call.")]
    [InlineData("""{"clock":"now"}""", "/permissions/clock: It must be true or false.")]
    [InlineData("""{"camera/x":true}""", "/permissions/camera~1x: There is no permission 'camera/x'. Known: net, kv, files, sql, clock, random, log, tools.")]
    [InlineData("""[]""", "/permissions: It must be an object with some of: net, kv")]
    public void Create_ManifestThatAsksForMore_SaysWhereAndWhatToGrant(string permissions, string expected)
    {
        var problems = Sandboxed.Problems(permissions, Grants);

        Assert.StartsWith(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net", "Net")]
    [InlineData("kv", "KeyValues")]
    [InlineData("files", "Files")]
    [InlineData("sql", "Sql")]
    [InlineData("clock", "Clock")]
    [InlineData("random", "Random")]
    [InlineData("log", "Log")]
    [InlineData("tools", "Tools")]
    public void Create_NothingGranted_NamesTheOptionThatAllowsIt(string permission, string option)
    {
        var problems = Sandboxed.Problems($$"""{"{{permission}}":true}""", new());

        Assert.Equal([$"/permissions/{permission}: '{permission}' is not granted. Set SandboxGrants.{option} to allow it, or take it out of the manifest."], problems);
    }

    [Fact]
    public void Create_SecretsThatAreNotGranted_AreProblemsToo()
    {
        var unknown = Sandboxed.Problems("""{"net":true}""", Grants, "KEY", "OTHER");
        var useless = Sandboxed.Problems("{}", Grants, "KEY");

        Assert.Equal(["/secrets/1: Secret 'OTHER' is not granted. Add it to SandboxGrants.Secrets with the hosts that it may be sent to."], unknown);
        Assert.StartsWith("/secrets: Secrets only go into the headers of requests", Assert.Single(useless), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_GrantsThatAreNotValid_ReportsAllProblemsTogether()
    {
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = ["http://a/b", "*."], Methods = ["get"], PrivateNetworks = ["10.0.0.0/99"], Timeout = TimeSpan.Zero, MaxRedirects = -1 },
            KeyValues = new() { Store = new InMemoryKeyValueStore(), MaxKeys = 0 },
            Files = new() { Roots = new Dictionary<string, FileRoot> { ["a/b"] = new() { Path = "/" }, ["gone"] = new() { Path = "/does/not/exist" } } },
            Secrets = new Dictionary<string, SecretGrant> { ["KEY"] = SecretGrant.Of("value") },
        };

        var error = Assert.Throws<ArgumentException>(() => Sandboxed.Problems("{}", grants));

        Assert.All(
            (string[])["Net.Hosts has 'http://a/b'", "Net.Hosts has '*.'", "Net.Methods has 'get'", "Net.PrivateNetworks has '10.0.0.0/99'", "Net.Timeout is", "Net.MaxRedirects is '-1'", "KeyValues.MaxKeys is '0'", "the name 'a/b'", "'/does/not/exist'", "Secrets['KEY'].Hosts is empty"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
