using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Agents;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Tools;

public sealed class ToolContextTests
{
    [Fact]
    public async Task Record_DuringACall_StandsInItsEventWhateverBecomesOfTheCall()
    {
        var good = Tool.Create((ToolContext context) => Note(context), "good");
        var bad = Tool.Create(string (ToolContext context) => throw new ToolException(Note(context)), "bad");
        var none = Tool.Create(() => "nothing", "none");
        using var model = new ScriptedChatClient().Calls("good").Calls("bad").Calls("none").Says("Done.");
        var agent = new Agent(model, new AgentOptions { Tools = [good, bad, none] });

        var result = await agent.RunAsync("Go.", cancellationToken: TestContext.Current.CancellationToken);

        var completed = (await agent.EventsAsync(result.RunId)).OfType<ToolCompleted>().ToList();
        ToolUse[] expected = [new() { Capability = "net", What = "GET https://a.example/", Outcome = "200", Bytes = 7, Count = 2 }, new() { Capability = "net", What = "GET https://a.example/", Outcome = "refused" }];
        Assert.Equal(expected, completed[0].Uses!);
        Assert.Equal(expected, completed[1].Uses!);
        Assert.Null(completed[2].Uses);
    }

    [Fact]
    public void Record_MoreKindsThanAreListed_AreCountedTogether()
    {
        var context = new ToolContext { RunId = "r", CallId = "c", IdempotencyKey = "k" };

        Parallel.For(0, 1_000, i => context.Record(new ToolUse { Capability = "files", What = $"read {i}", Outcome = "ok", Bytes = 2 }));

        Assert.Equal(101, context.Uses.Count);
        Assert.Equal(new ToolUse { Capability = "files", What = "more", Outcome = "not listed", Bytes = 1_800, Count = 900 }, context.Uses[^1]);
    }

    private static string Note(ToolContext context)
    {
        context.Record(new ToolUse { Capability = "net", What = "GET https://a.example/", Outcome = "200", Bytes = 3 });
        context.Record(new ToolUse { Capability = "net", What = "GET https://a.example/", Outcome = "refused" });
        context.Record(new ToolUse { Capability = "net", What = "GET https://a.example/", Outcome = "200", Bytes = 4 });
        return "noted";
    }
}
