using System.Collections.Concurrent;
using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class ReWooTests
{
    [Fact]
    public async Task RunAsync_PlanWithVariables_FillsThemInAndAsksTheModelTwice()
    {
        using var model = new ScriptedChatClient().Says(Plan(("E1", "search", """{"query":"capital of Norway"}"""), ("E2", "search", """{"query":"weather in #E1 (#E12)"}"""), ("E12", "search", """{"query":"#E1"}""")).Replace("(#E12)", "")).Says("Sunny.");
        var asked = new ConcurrentQueue<string>();

        var result = await Agent(model, q => Asked(asked, q, $"<{q}>")).RunAsync("q", cancellationToken: Token);

        Assert.Equal("Sunny.", result.Text);
        Assert.Equal(["<capital of Norway>", "capital of Norway", "weather in <capital of Norway> "], asked.Order());
        Assert.Equal(2, model.Requests.Count);
        Assert.Contains("E1: why\nCall: search {\"query\":\"capital of Norway\"}\nResult: <capital of Norway>", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Null(model.Requests[1].Options!.Tools);
    }

    [Fact]
    public async Task RunAsync_IndependentCalls_RunAtTheSameTime()
    {
        using var model = new ScriptedChatClient().Says(Plan(("E1", "search", """{"query":"a"}"""), ("E2", "search", """{"query":"b"}"""))).Says("Both.");
        var both = new CountdownEvent(2);
        var all = new TaskCompletionSource();
        AIFunction search = Tool.Create(async (string query) =>
        {
            if (both.Signal())
                all.SetResult();
            await all.Task; // Only if both have begun does either end.
            return query;
        }, "search", effect: ToolEffect.Keyed);

        var result = await new Agent(model.UseReWoo(), new AgentOptions { Tools = [search] }).RunAsync("q", cancellationToken: Token);

        Assert.Equal("Both.", result.Text);
        both.Dispose();
    }

    [Theory]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"serch","arguments":{"query":"x"}}]}""", "calls 'serch', which is no tool. Use one of: search")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"#E7"}}]}""", "uses #E7, and there is no step E7")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"#E2"}},{"id":"E2","plan":"p","tool":"search","arguments":{"query":"x"}}]}""", "uses #E2, which comes later. Put E2 before E1")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"#E2"}},{"id":"E2","plan":"p","tool":"search","arguments":{"query":"#E1"}}]}""", "Break the circle")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"#E1"}}]}""", "Break the circle")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"x"}},{"id":"E1","plan":"p","tool":"search","arguments":{"query":"y"}}]}""", "Two steps are named 'E1'")]
    [InlineData("""{"steps":[{"id":"first","plan":"p","tool":"search","arguments":{"query":"x"}}]}""", "'first' is misnamed")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"q":"x"}}]}""", "do not fit the tool 'search'")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":"x"}]}""", "no JSON object")]
    [InlineData("""{"steps":[{"id":"E1","plan":"p","tool":"search","arguments":{"query":"1"}},{"id":"E2","plan":"p","tool":"search","arguments":{"query":"2"}},{"id":"E3","plan":"p","tool":"search","arguments":{"query":"3"}},{"id":"E4","plan":"p","tool":"search","arguments":{"query":"4"}}]}""", "has 4 steps. Use at most 3")]
    [InlineData("I would search.", "could not be used")]
    public async Task RunAsync_PlanIsNotValid_GoesBackToThePlannerWithTheReason(string plan, string expected)
    {
        using var model = new ScriptedChatClient().Says(plan).Says(Plan(("E1", "search", """{"query":"x"}"""))).Says("x");

        var result = await Agent(model, q => q, new() { MaxSteps = 3 }).RunAsync("q", cancellationToken: Token);

        Assert.Equal("x", result.Text);
        Assert.Contains(expected, model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Equal(plan, model.Requests[1].Messages[^2].Text);
    }

    [Fact]
    public async Task RunAsync_NoValidPlan_SaysSoWithoutCallingATool()
    {
        using var model = new ScriptedChatClient().Says("no").Says("no").Says("no");

        var result = await Agent(model, _ => throw new InvalidOperationException()).RunAsync("q", cancellationToken: Token);

        Assert.Equal(RunOutcome.InvalidOutput, result.Outcome);
        Assert.StartsWith("I could not plan how to answer this.", result.Text, StringComparison.Ordinal);
        Assert.Equal(0, result.State.ToolCalls);
    }

    [Fact]
    public async Task RunAsync_CallFails_SolverIsToldAndWhatNeedsItIsNotRun()
    {
        using var model = new ScriptedChatClient().Says(Plan(("E1", "search", """{"query":"bad"}"""), ("E2", "search", """{"query":"of #E1"}"""), ("E3", "search", """{"query":"good"}"""))).Says("Half.");
        var asked = new ConcurrentQueue<string>();

        var result = await Agent(model, q => q == "bad" ? throw new ToolException("No such place.") : Asked(asked, q, "found")).RunAsync("q", cancellationToken: Token);

        Assert.Equal("Half.", result.Text);
        Assert.Equal(["good"], asked);
        Assert.Contains("The call failed.", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("No such place.", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("lacks the result of: E1.", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PlanWithoutSteps_IsAnsweredAtOnce()
    {
        using var model = new ScriptedChatClient().Says("""{"steps":[]}""").Says("Hello.");

        var result = await Agent(model, q => q).RunAsync("hi", cancellationToken: Token);

        Assert.Equal("Hello.", result.Text);
    }

    [Fact]
    public async Task RunAsync_CallBudgetReached_SolverGetsWhatThereIs()
    {
        using var model = new ScriptedChatClient().Says(Plan(("E1", "search", """{"query":"a"}"""), ("E2", "search", """{"query":"b"}"""))).Says("Half.");
        var agent = new Agent(model.UseReWoo(), new AgentOptions { Tools = [Tool.Create((string query) => $"<{query}>", "search")], Limits = new() { MaxToolCalls = 1 } });

        var result = await agent.RunAsync("q", cancellationToken: Token);

        Assert.Equal((RunOutcome.CallBudget, "Half."), (result.Outcome, result.Text));
        Assert.Contains("<a>", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LongResult_IsCutForLaterCallsAndTheSolver()
    {
        using var model = new ScriptedChatClient().Says(Plan(("E1", "search", """{"query":"a"}"""), ("E2", "search", """{"query":"#E1"}"""))).Says("ok");
        var asked = new ConcurrentQueue<string>();

        await Agent(model, q => Asked(asked, q, new string('x', 150)), new() { MaxEvidenceLength = 100 }).RunAsync("q", cancellationToken: Token);

        Assert.Equal(["a", new string('x', 100)], asked);
        Assert.Contains("(The first 100 of 150 characters.)", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_VariablesInNestedArgumentsAndOfOddTexts_AreFilledIn()
    {
        var given = "";
        using var model = new ScriptedChatClient()
            .Says("""{"steps":[{"id":"E1","plan":"p","tool":"get","arguments":{}},{"id":"E2","plan":"p","tool":"put","arguments":{"items":["#e1","#E1b",{"n":1,"t":"<#E1>"}],"on":true}}]}""").Says("ok");
        var get = Tool.Create(() => "\"é\"\ud83d", "get", effect: ToolEffect.Keyed);
        var put = Tool.Create((System.Text.Json.JsonElement items, bool on) => given = items.GetRawText() + on, "put", effect: ToolEffect.Keyed);

        var result = await new Agent(model.UseReWoo(), new AgentOptions { Tools = [get, put] }).RunAsync("q", cancellationToken: Token);

        Assert.Equal("ok", result.Text);
        Assert.Equal("""["\u0022\u00E9\u0022\uFFFD","#E1b",{"n":1,"t":"\u003C\u0022\u00E9\u0022\uFFFD\u003E"}]True""", given);
    }

    private static string Asked(ConcurrentQueue<string> asked, string query, string answer)
    {
        asked.Enqueue(query);
        return answer;
    }

    private static string Plan(params (string Id, string Tool, string Arguments)[] steps) =>
        $$"""{"steps":[{{string.Join(',', steps.Select(s => $$"""{"id":"{{s.Id}}","plan":"why","tool":"{{s.Tool}}","arguments":{{s.Arguments}}}"""))}}]}""";

    private static Agent Agent(ScriptedChatClient model, Func<string, string> search, ReWooOptions? options = null) =>
        new(model.UseReWoo(options), new AgentOptions { Tools = [Tool.Create((string query) => search(query), "search", effect: ToolEffect.Keyed)] });
}
