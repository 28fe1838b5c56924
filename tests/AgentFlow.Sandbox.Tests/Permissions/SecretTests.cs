using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.AspNetCore.Http;

namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class SecretTests
{
    private const string Secret = "s3cr3t/Value+42=";

    [Fact]
    public async Task Fetch_ServerThatRepeatsTheSecretInEveryForm_LeavesItOutOfJournalLogAndResults()
    {
        await using var server = await WebServer.StartAsync(RepeatAsync);
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        var log = new StringBuilder();
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = [$"http://127.0.0.1:{server.Port}"], PrivateNetworks = ["127.0.0.1"] },
            Secrets = new Dictionary<string, SecretGrant> { ["KEY"] = SecretGrant.Of(Secret, $"http://127.0.0.1:{server.Port}") },
            Log = line => log.Append(line),
        };
        var tool = Tool.Create((ToolContext context) => Sandboxed.RunAsync($$"""
            const url = 'http://127.0.0.1:{{server.Port}}';
            const options = { headers: { Authorization: 'Bearer ${secret:KEY}' } };
            const all = [await net.fetch(url + '/body', options), await net.fetch(url + '/json', { ...options, responseType: 'json' }), await net.fetch(url + '/redirect', options)];
            all.push(await net.fetch(url + '/later'));
            for (const r of all) log.info(r);
            await net.fetch(url + '/body', { ...options, responseType: 'json' }).catch(e => all.push(e.message));
            return all;
            """, """{"net":true,"log":true}""", grants, context, secrets: ["KEY"]), "ask", "Asks.");
        string text;
        await using (var journal = new SqliteJournal(Path.Combine(folder.FullName, "runs.db")))
        {
            using var model = new ScriptedChatClient().Calls("ask").Says("Done.");
            var agent = new Agent(model, new() { Name = "bot", Tools = [tool], Journal = journal });
            var result = await agent.RunAsync("Go.", cancellationToken: TestContext.Current.CancellationToken);
            var events = await journal.ReadAsync(result.RunId, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            text = string.Join('\n', [.. events.Select(e => Encoding.UTF8.GetString(RunEventJson.Serialize(e))), log.ToString(), .. model.Requests.SelectMany(r => r.Messages).Select(m => m.ToString())]);
            Assert.Contains("[secret:KEY]", events.OfType<ToolCompleted>().Single().Result, StringComparison.Ordinal);
            Assert.Contains(events.OfType<ToolCompleted>().Single().Uses!, u => u.What.EndsWith("/[secret:KEY]", StringComparison.Ordinal));
        }
        foreach (var file in folder.EnumerateFiles())
            text += Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);

        Assert.Equal(5, server.Requests.Count(r => r.Contains($"Bearer {Secret}", StringComparison.Ordinal)));
        Assert.All(Forms(Secret), form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("harmless", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_SecretThatChanges_IsAskedForWithEachRequest()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        var asked = 0;
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = [$"http://127.0.0.1:{server.Port}"], PrivateNetworks = ["127.0.0.1"] },
            Secrets = new Dictionary<string, SecretGrant> { ["KEY"] = new() { Hosts = [$"http://127.0.0.1:{server.Port}"], Value = _ => ValueTask.FromResult($"password-{++asked}") } },
        };

        await Sandboxed.RunAsync($$"""for (let i = 0; i < 2; i++) await net.fetch('http://127.0.0.1:{{server.Port}}/', { headers: { 'X-Key': '${secret:KEY}' } });""", """{"net":true}""", grants, secrets: ["KEY"]);

        Assert.Equal(["X-Key: password-1", "X-Key: password-2"], server.Requests.Select(r => r.Split('\n').Single(l => l.StartsWith("X-Key", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Fetch_SecretTooShortToBeMasked_IsNotSent()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        var grants = new SandboxGrants
        {
            Net = new() { Hosts = [$"http://127.0.0.1:{server.Port}"], PrivateNetworks = ["127.0.0.1"] },
            Secrets = new Dictionary<string, SecretGrant> { ["KEY"] = SecretGrant.Of("1234567", $"http://127.0.0.1:{server.Port}") },
        };

        var result = await Sandboxed.RunAsync($"await net.fetch('http://127.0.0.1:{server.Port}/');", """{"net":true}""", grants, secrets: ["KEY"]);

        Assert.Equal("Secret 'KEY' cannot be used: it needs at least 8 characters, all of them printable ASCII. Tell the operator.", result);
        Assert.Empty(server.Requests);
    }

    /// <summary>The mask by itself, for far more texts than could go through a server.</summary>
    [Fact]
    public void Mask_SecretsInTextsOfAllForms_LeavesNothingOfThemAndAllTheRest()
    {
        var random = new Random(20260803);

        for (var i = 0; i < 2_000; i++)
        {
            var secret = new string([.. Enumerable.Range(0, random.Next(8, 40)).Select(_ => (char)random.Next('!', '~' + 1))]);
            var before = new string('é', random.Next(4));
            var forms = Forms(secret).Concat(Enumerable.Range(0, 3).Select(n => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('é', n) + "a" + secret + "b")))).ToList();
            var form = forms[random.Next(forms.Count)];
            var masked = new SecretMask(new Dictionary<string, string> { ["K"] = secret }).Apply($"{before} {form} end");
            Assert.StartsWith(before + " ", masked, StringComparison.Ordinal);
            Assert.EndsWith(" end", masked, StringComparison.Ordinal);
            Assert.True(masked.Contains("[secret:K]", StringComparison.Ordinal), $"'{form}' of '{secret}' was not found");
            Assert.True(masked.Length < before.Length + 30, masked);
        }
    }

    [Fact]
    public void Mask_JsonWithSecretsInNamesValuesAndNumbers_HasNoneLeft()
    {
        var mask = new SecretMask(new Dictionary<string, string> { ["K"] = "12345678" });

        var masked = mask.Apply(JsonNode.Parse("""{"a12345678":["12345678",12345678,{"x":"\u0031\u0032345678"},1234567,null,true]}"""));

        Assert.Equal("""{"a[secret:K]":["[secret:K]","[secret:K]",{"x":"[secret:K]"},1234567,null,true]}""", masked!.ToJsonString());
    }

    private static async Task RepeatAsync(HttpContext context)
    {
        var secret = context.Request.Headers.Authorization.ToString().Replace("Bearer ", string.Empty, StringComparison.Ordinal) is { Length: > 0 } sent ? sent : Secret;
        context.Response.Headers["X-Repeated"] = secret;
        if (context.Request.Path == "/redirect")
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/" + Uri.EscapeDataString(secret);
            return;
        }
        if (context.Request.Path == "/json")
            await context.Response.WriteAsJsonAsync(new Dictionary<string, object> { [secret] = Forms(secret).ToList(), ["rest"] = "harmless" });
        else
            await context.Response.WriteAsync($"harmless {string.Join('\n', Forms(secret))}");
    }

    /// <summary>What a scan looks for.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return
        [
            secret,
            Convert.ToBase64String(bytes),
            Convert.ToBase64String(bytes).TrimEnd('='),
            Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:" + secret)),
            Uri.EscapeDataString(Convert.ToBase64String(bytes)),
            Convert.ToHexString(bytes),
            Convert.ToHexStringLower(bytes),
            Uri.EscapeDataString(secret),
            string.Concat(bytes.Select(b => $"%{b:X2}")),
            string.Concat(secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))),
            string.Concat(secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"))),
            System.Net.WebUtility.HtmlEncode(secret),
            JsonValue.Create(secret).ToJsonString().Trim('"'),
            secret.Replace("/", "\\/", StringComparison.Ordinal),
        ];
    }
}
