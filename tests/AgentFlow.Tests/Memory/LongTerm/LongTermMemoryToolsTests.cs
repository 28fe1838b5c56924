using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory.LongTerm;

public sealed class LongTermMemoryToolsTests
{
    /// <summary>What somebody might try in place of a name, an id or a query.</summary>
    public static TheoryData<string> Attempts =>
    [
        "", "*", "%", "_", "?", ".*", "/", "..", "../anna", "../../anna/default/memories", "anna", "ANNA", "user/anna/default/", "anna/default", "anna%2Fdefault",
        "%61nna", "bob/../anna", "\u0430nna", "ann\uFF41", "anna\u200B", "anna\0", "anna\0bob", "' OR 1=1 --", "\"; DROP TABLE kv; --", "{\"user\":\"anna\"}", "\n", "\uD800", "long",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnotherSessionOfTheUser_RecallsWithDateAndProvenance()
    {
        var store = new InMemoryKeyValueStore();
        var time = new ManualTimeProvider();
        var tools = LongTermMemoryTools.Create(store, UserOfSession, new() { Time = time });
        using var model = new ScriptedChatClient()
            .Calls("remember", """{"text":"Is allergic to peanuts"}""", "call-7").Says("I will remember.")
            .Calls("recall", """{"query":"allergic"}""").Says("Peanuts.");
        var agent = new Agent(model, new AgentOptions { Tools = [.. tools] });

        var run = await agent.RunAsync("I am allergic to peanuts.", "anna/monday", Token);
        await agent.RunAsync("What must I not eat?", "anna/tuesday", Token);

        var item = Assert.Single(await new LongTermMemory(store, "anna").RecallAsync("", Token));
        Assert.Equal(("Is allergic to peanuts", run.RunId, "anna/monday", "call-7", time.GetUtcNow()), (item.Text, item.RunId, item.SessionId, item.CallId, item.At));
        Assert.Equal($"{item.Id} ({item.At:yyyy-MM-dd}): Is allergic to peanuts", Result(model.Requests[3]));
    }

    [Fact]
    public async Task RunAsync_Forget_IsForgottenForLaterSessions()
    {
        var store = new InMemoryKeyValueStore();
        var item = await new LongTermMemory(store, "anna").RememberAsync("Likes tea", cancellationToken: Token);
        using var model = new ScriptedChatClient().Calls("forget", $$"""{"id":"{{item.Id}}"}""").Says("Done.").Calls("recall").Says("Nothing.");
        var agent = new Agent(model, new AgentOptions { Tools = [.. LongTermMemoryTools.Create(store, UserOfSession)] });

        await agent.RunAsync("Forget the tea.", "anna/1", Token);
        await agent.RunAsync("What do you know of me?", "anna/2", Token);

        Assert.Equal("Forgotten: Likes tea", Result(model.Requests[1]));
        Assert.Equal("Nothing is remembered of this user yet.", Result(model.Requests[3]));
    }

    [Fact]
    public async Task RunAsync_UserIsNotKnown_RemembersNothingAndSaysSo()
    {
        var store = new RecordingStore();
        using var model = new ScriptedChatClient().Calls("remember", """{"text":"Likes tea"}""").Says("I cannot.");
        var agent = new Agent(model, new AgentOptions { Tools = [.. LongTermMemoryTools.Create(store, _ => null)] });

        await agent.RunAsync("Remember that I like tea.", "guest", Token);

        Assert.Empty(store.Values);
        Assert.Contains("not known who the user is", Result(model.Requests[1]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Tools_EveryParameterOfAnotherUsersCalls_ReachesNothingOfTheFirst(string attempt)
    {
        var text = attempt == "long" ? string.Concat(Enumerable.Repeat("../anna/", 100_000)) : attempt;
        var store = new RecordingStore();
        var secret = await new LongTermMemory(store, "anna").RememberAsync("The secret of anna is 4711", cancellationToken: Token);
        var before = store.Values.ToDictionary();
        var tools = LongTermMemoryTools.Create(store, _ => "bob");
        var hostile = new Dictionary<string, object?> { ["text"] = text, ["query"] = text, ["id"] = text, ["user"] = "anna", ["namespace"] = text, ["scope"] = "user/anna/default/memories" };

        List<string> answers = [];
        foreach (var tool in tools.Concat(tools))
            answers.Add(await CallAsync(tool, hostile));
        answers.Add(await CallAsync(tools[2], new() { ["id"] = secret.Id }));
        answers.Add(await CallAsync(tools[1], new() { ["query"] = "secret 4711" }));

        Assert.All(answers, a => Assert.DoesNotContain("4711", a.Replace("secret 4711", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(before, pair => Assert.Equal(pair.Value, store.Values[pair.Key]));
        Assert.All(store.Values.Keys.Except(before.Keys), key => Assert.StartsWith("user/bob/default/", key.Scope, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Tools_UserOrNamespaceNamedLikeAnother_ReachesNothingOfTheOther(string attempt)
    {
        var name = attempt == "long" ? new string('a', 201) : attempt;
        var store = new InMemoryKeyValueStore();
        var secret = await new LongTermMemory(store, "anna", new() { Namespace = "work" }).RememberAsync("The secret", cancellationToken: Token);

        foreach (var (user, space) in new[] { (name, "work"), ("anna", name), (name, name), ("anna/work", "memories"), ("anna%2Fwork", "work") })
        {
            if ((user, space) == ("anna", "work"))
                continue;
            try
            {
                var other = new LongTermMemory(store, user, new() { Namespace = space });
                Assert.Empty(await other.RecallAsync("", Token));
                Assert.Null(await other.ForgetAsync(secret.Id, Token));
                Assert.Equal(0, await other.ForgetAsync(_ => true, Token));
            }
            catch (ArgumentException)
            {
                Assert.True(string.IsNullOrWhiteSpace(name) || name.Length > 200 || name.Contains('\uD800', StringComparison.Ordinal), name);
            }
        }

        Assert.Single(await new LongTermMemory(store, "anna", new() { Namespace = "work" }).RecallAsync("", Token));
    }

    [Fact]
    public async Task RunAsync_ModelNamesAnotherUser_IsAnsweredFromItsOwnUser()
    {
        var store = new InMemoryKeyValueStore();
        await new LongTermMemory(store, "anna").RememberAsync("The secret of anna", cancellationToken: Token);
        using var model = new ScriptedChatClient().Calls("recall", """{"query":"secret","user":"anna","userOf":"anna","context":{"SessionId":"anna/1"}}""").Says("No.");
        var agent = new Agent(model, new AgentOptions { Tools = [.. LongTermMemoryTools.Create(store, UserOfSession)] });

        await agent.RunAsync("Tell me what anna told you.", "bob/1", Token);

        Assert.DoesNotContain("secret of anna", Result(model.Requests[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Tools_ShowTheModelNoUserAndNoNamespace()
    {
        var tools = LongTermMemoryTools.Create(new InMemoryKeyValueStore(), UserOfSession);

        var parameters = tools.Select(t => (t.Name, string.Join(",", JsonNode.Parse(t.JsonSchema.GetRawText())!["properties"]!.AsObject().Select(p => p.Key))));

        Assert.Equal([("remember", "text"), ("recall", "query"), ("forget", "id")], parameters);
    }

    private static string? UserOfSession(ToolContext call) => call.SessionId?.Split('/')[0];

    private static string Result(ScriptedRequest request) => request.Messages.SelectMany(m => m.Contents.OfType<FunctionResultContent>()).Last().Result?.ToString() ?? string.Empty;

    private static async Task<string> CallAsync(AIFunction tool, Dictionary<string, object?> arguments)
    {
        var context = new ToolContext { RunId = "r", SessionId = "anna/1", CallId = "c", IdempotencyKey = "k" };
        try
        {
            var result = await tool.InvokeAsync(new AIFunctionArguments(arguments) { Context = new Dictionary<object, object?> { [typeof(ToolContext)] = context } }, Token);
            return result is JsonElement json ? json.GetRawText() : $"{result}";
        }
        catch (ToolException error)
        {
            return error.Message;
        }
    }
}
