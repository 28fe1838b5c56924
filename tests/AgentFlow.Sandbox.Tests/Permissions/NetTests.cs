using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;
using Microsoft.AspNetCore.Http;

namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class NetTests : IAsyncDisposable
{
    private readonly ToolContext _context = Sandboxed.Context();
    private WebServer? _server;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Fetch_JsonBothWays_CarriesBodyQueryAndHeaders()
    {
        var result = await RunAsync("""
            const r = await net.fetch(url + '/rates?a=1', { method: 'post', query: { b: [2, 'ü&'], c: true }, headers: { 'X-A': 'v' }, body: { n: [1, null] }, responseType: 'json' });
            return [r.status, r.ok, r.headers['content-type'], r.body.said];
            """, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsJsonAsync(new { said = $"{context.Request.QueryString} {context.Request.ContentType} {context.Request.Headers["X-A"]} {await reader.ReadToEndAsync()}" });
        });

        Assert.Equal(["200", "true", "application/json; charset=utf-8", """?a=1&b=2&b=%C3%BC%26&c=true application/json v {"n":[1,null]}"""], JsonNode.Parse(result)!.AsArray().Select(n => n!.ToString()));
    }

    [Theory]
    [InlineData(301, "GET ")]
    [InlineData(302, "GET ")]
    [InlineData(303, "GET ")]
    [InlineData(307, "POST hello")]
    [InlineData(308, "POST hello")]
    public async Task Fetch_Redirected_RepeatsTheRequestOnlyWhereTheAnswerSaysSo(int status, string expected)
    {
        var result = await RunAsync("return (await net.fetch(url + '/a/start', { method: 'POST', body: 'hello' })).body;", async context =>
        {
            if (context.Request.Path == "/a/start")
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "end?x=1";
                return;
            }
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Path}{context.Request.QueryString} {context.Request.Method} {await reader.ReadToEndAsync()}");
        });

        Assert.Equal($"\"/a/end?x=1 {expected}\"", result);
    }

    [Fact]
    public async Task Fetch_WithinATrace_TellsTheServerNothingOfIt()
    {
        using var activity = new Activity("run").SetIdFormat(ActivityIdFormat.W3C).Start();

        await RunAsync("await net.fetch(url + '/');", _ => Task.CompletedTask);

        Assert.DoesNotContain("trace", Assert.Single(_server!.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Fetch_WhatWasAsked_IsInTheUsesWithoutItsQuery()
    {
        await RunAsync("""
            for (let i = 0; i < 3; i++) await net.fetch(url + '/page?token=1');
            await net.fetch('http://10.0.0.1/').catch(() => 0);
            await net.fetch('nonsense').catch(() => 0);
            """, context => context.Response.WriteAsync("four"));

        Assert.Equal(
            [
                $"net: GET http://127.0.0.1:{_server!.Port}/page 200 12 3",
                "net: GET http://10.0.0.1/ refused: host is not granted  1",
                "net: an address or request that is not right refused: The address must begin with https:// or http://.  1",
            ],
            _context.Uses.Select(u => $"{u.Capability}: {u.What} {u.Outcome} {u.Bytes} {u.Count}"));
    }

    [Theory]
    [InlineData("{ nonsense: 1 }", "net.fetch does not know 'nonsense'. Known: method, headers, query, body, timeoutMs, responseType.")]
    [InlineData("'GET'", "The second argument of net.fetch must be an object with some of: method, headers, query, body, timeoutMs, responseType.")]
    [InlineData("{ body: 'x' }", "A GET request has no body. Set 'method' to POST, PUT or PATCH.")]
    [InlineData("{ headers: { 'a b': 1 } }", "'a b' is not the name of a header.")]
    [InlineData("{ headers: { 'Proxy-Authorization': 'x' } }", "Header 'Proxy-Authorization' is set by the sandbox.")]
    [InlineData("{ timeoutMs: -1 }", "'timeoutMs' must be a number from 1 to 600000.")]
    [InlineData("{ responseType: 'blob' }", "'responseType' is 'blob'; it must be text or json.")]
    [InlineData("{ query: { a: {} } }", "'query.a' must be a text, a number, true or false.")]
    [InlineData("{ responseType: 'json' }", "The answer of 'http://127.0.0.1:PORT' is not JSON (line 1). Leave out responseType to get it as text.")]
    public async Task Fetch_RequestThatIsNotRight_SaysSo(string options, string expected)
    {
        var result = await RunAsync($"await net.fetch(url + '/', {options});", context => context.Response.WriteAsync("no json"));

        Assert.Equal(expected.Replace("PORT", $"{_server!.Port}", StringComparison.Ordinal), result);
    }

    [Fact]
    public async Task Fetch_LimitsOfTheManifest_AreLowerThanTheGrants()
    {
        var result = await RunAsync("await net.fetch(url + '/');", context => context.Response.WriteAsync("12345"), """{"net":{"maxResponseBytes":4}}""");

        Assert.Equal("The answer has more than 4 bytes, which is the most that is read.", result);
    }

    [Fact]
    public async Task Fetch_ServerThatIsNotThere_SaysSoWithoutAddresses()
    {
        var result = await Sandboxed.RunAsync("await net.fetch('http://gone.test/');", """{"net":true}""", new()
        {
            Net = new() { Hosts = ["http://gone.test"], Resolver = (_, _) => ValueTask.FromResult<IReadOnlyList<System.Net.IPAddress>>([]) },
        });

        Assert.Equal("'http://gone.test' could not be asked (NameResolutionError).", result);
    }

    private async Task<string> RunAsync(string script, RequestDelegate answer, string permissions = """{"net":true}""")
    {
        _server = await WebServer.StartAsync(answer);
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = [$"http://127.0.0.1:{_server.Port}"], Methods = ["GET", "POST"], PrivateNetworks = ["127.0.0.0/8"] },
        };
        return await Sandboxed.RunAsync($"const url = 'http://127.0.0.1:{_server.Port}'; {script}", permissions, grants, _context);
    }
}
