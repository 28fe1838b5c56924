using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Sandbox.Tests.Packs;

public sealed class PackTestingTests : IDisposable
{
    private const string Weather = """
        export default async ({ town }) => {
          const answer = await net.fetch("https://api.example.org/" + town);
          if (answer.status !== 200) throw new Error(`There is no town '${town}'.`);
          log.info("found", town);
          await kv.set("last", town);
          return { degrees: JSON.parse(answer.body).t / 3, at: clock.now() };
        };
        """;

    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "b": [0.3, "x", null, true], "a": 1 } }""", null)]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "resultContains": "\"x\"" }""", null)]
    [InlineData("""{ "name": "n", "arguments": { "a": 0 }, "error": "no zero" }""", null)]
    [InlineData("""{ "name": "n", "arguments": {}, "error": "The arguments do not fit" }""", null)]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "a": 1, "b": [0.30000001, "x", null, true] } }""", "The value at '/b/0' is 0.30000000000000004; 0.30000001 is expected.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "a": 1, "b": [0.3, "y", null, true] } }""", "The value at '/b/1' is \"x\"; \"y\" is expected.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "a": 1, "b": [] } }""", "The value at '/b' has 4 items; 0 are expected.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "a": 1 } }""", "The value has 'b', which is not expected.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": { "a": 1, "c": 1 } }""", "The value has no 'c'.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "result": null }""", "The value is {\"a\":1,\"b\":[0.30000000000000004,\"x\",null,true]}; null is expected.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "resultContains": "y" }""", "The result has not the expected text in it.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 1 }, "error": "no" }""", "The tool gave a result and no error.")]
    [InlineData("""{ "name": "n", "arguments": { "a": 0 }, "error": "zero no" }""", "The error has not the expected text in it.")]
    public async Task TestAsync_Case_PassesOrSaysWhatDiffers(string test, string? failure)
    {
        _folder.Write("t", PackFolder.Manifest("t").Replace("{ \"type\": \"object\" }", "{ \"type\": \"object\", \"required\": [\"a\"] }", StringComparison.Ordinal),
            "export default ({ a }) => { if (a === 0) throw new Error('Give no zero.'); return { a, b: [0.1 + 0.2, 'x', null, true] }; };", $"[{test}]");

        var result = Assert.Single(await RunAsync());

        Assert.Equal(("t", "n", failure), (result.Tool, result.Test, result.Failure));
        Assert.Equal(failure is null, result.Passed);
    }

    [Fact]
    public async Task TestAsync_ToolThatFails_ShowsTheLine()
    {
        _folder.Add("t", "export default () => {\n  return nothing.here;\n};", tests: """[{ "name": "n", "result": 1 }]""");

        var result = Assert.Single(await RunAsync());

        Assert.Contains("(line 2, column 10)", result.Failure, StringComparison.Ordinal);
        Assert.Equal(("1", "ReferenceError: nothing is not defined."), (result.Expected, result.Actual));
    }

    [Theory]
    [InlineData("""{ "function": "net.fetch", "arguments": ["https://api.example.org/Oslo"], "result": { "status": 200, "body": "{\"t\": 21}" } }, { "function": "kv.set" }, { "function": "clock.now", "result": 5 }""", null)]
    [InlineData("""{ "function": "net.fetch", "arguments": ["https://api.example.org/Rome"], "result": { "status": 200, "body": "{}" } }""", "The script called net.fetch(\"https://api.example.org/Oslo\"), and [\"https://api.example.org/Rome\"] is recorded. The value at '/0' is \"https://api.example.org/Oslo\"; \"https://api.example.org/Rome\" is expected.")]
    [InlineData("""{ "function": "kv.set" }""", "The script called net.fetch(\"https://api.example.org/Oslo\") where 'kv.set' is recorded.")]
    [InlineData("", "The script called net.fetch(\"https://api.example.org/Oslo\"), which is not recorded.")]
    [InlineData("""{ "function": "net.fetch", "result": { "status": 200, "body": "{\"t\": 21}" } }, { "function": "kv.set" }, { "function": "clock.now", "result": 5 }, { "function": "kv.get" }""", "The script made 3 calls of its host and 4 are recorded: 'kv.get' was never called.")]
    public async Task TestAsync_RecordedHost_AnswersInOrderAndMissesNothing(string host, string? failure)
    {
        _folder.Add("t", Weather, "\"permissions\": { \"net\": {}, \"kv\": true, \"clock\": true, \"log\": true }",
            $$"""[{ "name": "n", "arguments": { "town": "Oslo" }, "host": [{{host}}], "result": { "degrees": 7, "at": 5 } }]""");

        var result = Assert.Single(await RunAsync());

        Assert.Equal(failure, result.Failure);
    }

    [Fact]
    public async Task TestAsync_RecordedError_IsTheScriptsToCatch()
    {
        _folder.Add("t", "export default async () => { try { await kv.get('a') } catch (e) { return e.message } };", "\"permissions\": { \"kv\": true }",
            """[{ "name": "n", "host": [{ "function": "kv.get", "arguments": ["a"], "error": "It is full." }], "result": "It is full." }]""");

        var result = Assert.Single(await RunAsync());

        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task TestAsync_DateOfAScript_StandsStill()
    {
        _folder.Add("t", "export default () => new Date().toISOString();", tests: """[{ "name": "n", "result": "2026-01-01T00:00:00.000Z" }]""");

        var result = Assert.Single(await RunAsync());

        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData(null, "t/tests.json:1:1: There is no tests.json in this folder.")]
    [InlineData("[", "t/tests.json:1:2: The file is not JSON.")]
    [InlineData("[]", "t/tests.json:1:1: The tests are a list with one case at least")]
    [InlineData("[1]", "t/tests.json:1:2: '1' is no case.")]
    [InlineData("[\n  { \"result\": 1 }]", "t/tests.json:2:3: The key 'name' is missing. Say what the case shows.")]
    [InlineData("[{ \"name\": \"n\" }]", "t/tests.json:1:2: A case has one of 'result', 'resultContains' and 'error'")]
    [InlineData("[{ \"name\": \"n\", \"result\": 1, \"error\": \"x\" }]", "t/tests.json:1:2: A case has one of")]
    [InlineData("[{ \"name\": \"n\", \"reslt\": 1 }]", "t/tests.json:1:17: Unknown key 'reslt'. Did you mean 'result'?")]
    [InlineData("[{ \"name\": \"n\", \"result\": 1, \"host\": {} }]", "t/tests.json:1:30: 'host' is a list of objects")]
    [InlineData("[{ \"name\": \"n\", \"result\": 1, \"host\": [{ \"result\": 1 }] }]", "t/tests.json:1:39: The key 'function' is missing.")]
    [InlineData("[{ \"name\": \"n\", \"result\": 1, \"host\": [{ \"function\": \"kv.get\", \"arguments\": 1 }] }]", "t/tests.json:1:63: 'arguments' is the list")]
    public async Task TestAsync_FileWithMistakes_IsAFailureWithItsPlace(string? tests, string failure)
    {
        _folder.Add("t", "export default () => 1", tests: tests);

        var result = Assert.Single(await RunAsync());

        Assert.StartsWith(failure, result.Failure!.Replace(_folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestAsync_OneToolOrAll_CountsItsCases()
    {
        _folder.Add("a", "export default () => 1", tests: """[{ "name": "1", "result": 1 }, { "name": "2", "result": 1 }]""").Add("b", "export default () => 1", tests: """[{ "name": "3", "result": 2 }]""");
        var pack = _folder.Load();

        var all = await pack.TestAsync(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var one = await pack.TestAsync("b", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal((3, "1 2 3", "3"), (pack.TestCount, string.Join(' ', all.Select(r => r.Test)), one.Single().Test));
        Assert.Equal([true, true, false], all.Select(r => r.Passed));
        await Assert.ThrowsAsync<ArgumentException>(async () => await pack.TestAsync("c", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    private async Task<List<ToolTestResult>> RunAsync() =>
        await _folder.Load().TestAsync(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
