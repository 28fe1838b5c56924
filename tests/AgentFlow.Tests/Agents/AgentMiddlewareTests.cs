using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentMiddlewareTests
{
    private static readonly AIFunction Weather = Tool.Create((string city) => $"{city}: sun", "get_weather", effect: ToolEffect.Pure);

    public static TheoryData<bool> Ways => [false, true];

    [Fact]
    public async Task Use_TwoMiddleware_OutermostIsFirstOnTheWayInAndLastOnTheWayOut()
    {
        List<string> order = [];
        var agent = new ScriptedChatClient().Calls("get_weather", """{"city":"Paris"}""").Says("Sunny.").Agent(Weather).Use(Tracer("outer", order), Tracer("inner", order));

        await agent.RunAsync("go", cancellationToken: Token);

        string[] model = ["outer before model", "inner before model", "inner after model", "outer after model"];
        Assert.Equal(
            [
                "outer input", "inner input", .. model, "outer before tool", "inner before tool", "inner after tool", "outer after tool",
                .. model, "inner message", "outer message", "inner reveal", "outer reveal",
            ],
            order.Where(o => !o.EndsWith("argument", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Use_AgentItself_IsNotChanged()
    {
        var agent = new ScriptedChatClient().Says("Hello.").Agent();

        var other = agent.Use(new AgentMiddleware { Name = "never", OnInput = (_, _) => throw new InvalidOperationException() });

        Assert.Equal("Hello.", (await agent.RunAsync("go", cancellationToken: Token)).Text);
        Assert.Same(agent.Journal, other.Journal);
    }

    [Fact]
    public void Use_MiddlewareWithoutName_Throws() =>
        Assert.Throws<ArgumentException>(() => new ScriptedChatClient().Agent().Use(new AgentMiddleware { Name = " " }));

    [Theory, MemberData(nameof(Ways))]
    public async Task OnInput_Changes_JournalModelAndSessionSeeTheChange(bool isStreamed)
    {
        var model = new ScriptedChatClient().Says("ok");
        var agent = model.Agent().Use(new AgentMiddleware { Name = "mask", OnInput = (a, _) => new(Verdict.Change<IReadOnlyList<ChatMessage>>([new(ChatRole.User, "masked")], "It had a name in it.")) });

        var events = await RunAsync(agent, isStreamed, new RunRequest { Messages = [new(ChatRole.User, "secret")], SessionId = "s" });

        Assert.Equal("masked", events.Single<RunStarted>().Input[0].Text);
        Assert.Equal("masked", model.Requests[0].LastText);
        Assert.Equal("masked", (await agent.Journal.Sessions.LoadAsync("s", Token)).Messages[0].Text);
        var applied = events.Single<RailApplied>();
        Assert.Equal(("mask", RailPoint.Input, RailAction.Change, "It had a name in it."), (applied.Rail, applied.Point, applied.Action, applied.Reason));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task OnInput_Blocks_RunEndsAsBlockedWithoutAModelAndLeavesNothingInTheSession(bool isStreamed)
    {
        var model = new ScriptedChatClient();
        var agent = model.Agent().Use(new AgentMiddleware { Name = "no", OnInput = (_, _) => new(Verdict.Block("Not about this.")) });

        var events = await RunAsync(agent, isStreamed, new RunRequest { Messages = [new(ChatRole.User, "hm")], SessionId = "s", RunId = "r" });

        Assert.Empty(model.Requests);
        Assert.Equal((RunOutcome.Blocked, "I cannot help with this. Not about this."), (events.Single<RunCompleted>().Outcome, events.Single<RunCompleted>().Text));
        Assert.Equal("Not about this.", (await agent.LoadAsync("r", Token)).Blocked!.Reason);
        Assert.Empty((await agent.Journal.Sessions.LoadAsync("s", Token)).Messages);
    }

    [Fact]
    public async Task BeforeModel_Changes_ModelIsShownItThisOnce()
    {
        var model = new ScriptedChatClient().Says("ok");
        var agent = model.Agent().Use(new AgentMiddleware { Name = "hint", BeforeModel = (a, _) => new(Verdict.Change<IReadOnlyList<ChatMessage>>([.. a.Messages, new(ChatRole.User, "hint")], "A hint.")) });

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal("hint", model.Requests[0].LastText);
        Assert.DoesNotContain(result.Messages, m => m.Text == "hint");
    }

    [Fact]
    public async Task BeforeModel_Blocks_RunEndsBeforeTheModelIsAsked()
    {
        var model = new ScriptedChatClient();
        var agent = model.Agent().Use(new AgentMiddleware { Name = "stop", BeforeModel = (_, _) => new(Verdict.Block("Closed.")) });

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(RunOutcome.Blocked, result.Outcome);
        Assert.Empty(model.Requests);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task AfterModel_BlocksAnAnswerWithCalls_CallsAreNotMadeAndNothingLeaks(bool isStreamed)
    {
        var isCalled = false;
        var pay = Tool.Create(() => { isCalled = true; return "paid"; }, "pay", effect: ToolEffect.Pure);
        var agent = new ScriptedChatClient().Calls("pay").Agent(pay).Use(new AgentMiddleware { Name = "no-pay", AfterModel = (_, _) => new(Verdict.Block("No payments.")) });

        var events = await RunAsync(agent, isStreamed, RunRequest.FromText("go"));

        Assert.False(isCalled);
        Assert.Equal(RunOutcome.Blocked, events.Single<RunCompleted>().Outcome);
        Assert.Equal(events.Single<RunCompleted>().Text, events.Single<ModelResponded>().Message.Text);
    }

    [Fact]
    public async Task OnMessage_Blocks_NeitherStreamNorJournalNorSessionHasTheText()
    {
        var agent = new ScriptedChatClient().Says("The code is hunter2 and more.").Agent().Use(NoHunter());

        var shown = await agent.StreamAsync("go", "s", Token).ToListAsync();

        Assert.DoesNotContain("hunter2", string.Join('\n', shown.Where(e => e is not TextDelta).Select(e => System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(e)))), StringComparison.Ordinal);
        Assert.Equal("I cannot help with this. It has a password in it.", Assert.Single(shown.OfType<TextDelta>()).Text);
        Assert.Equal(["go", "I cannot help with this. It has a password in it."], (await agent.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task OnMessage_Passes_TextIsStreamedOnceItIsWhole()
    {
        var agent = new ScriptedChatClient().Says("All is well.").Agent().Use(NoHunter());

        var shown = await agent.StreamAsync("go", cancellationToken: Token).ToListAsync();

        Assert.Equal("All is well.", Assert.Single(shown.OfType<TextDelta>()).Text);
        Assert.Empty(shown.OfType<RailApplied>());
    }

    [Fact]
    public async Task BeforeTool_ChangesArguments_ToolApprovalAndJournalHaveThem()
    {
        List<string> cities = [];
        var book = Tool.Create((string city) => { cities.Add(city); return "booked"; }, "book").WithApproval();
        var agent = new ScriptedChatClient().Calls("book", """{"city":"paris"}""").Says("Done.").Agent(book).Use(new AgentMiddleware
        {
            Name = "capital",
            BeforeTool = (_, _) => new(Verdict.Change(JsonElement.Parse("""{"city":"PARIS"}"""), "In capitals.")),
        });

        var waiting = await agent.RunAsync("go", cancellationToken: Token);
        var result = await agent.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()], Token);

        Assert.Equal("PARIS", waiting.Pending[0].Arguments.GetProperty("city").GetString());
        Assert.Equal(["PARIS"], cities);
        Assert.Single((await agent.EventsAsync(result.RunId)).OfType<RailApplied>());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task BeforeTool_Blocks_ModelIsToldAndTheRunGoesOn(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("get_weather", """{"city":"Paris"}""").Says("I may not.");
        var agent = model.Agent(Weather).Use(new AgentMiddleware { Name = "no", BeforeTool = (_, _) => new(Verdict.Block("Not today.")) });

        var events = await RunAsync(agent, isStreamed, RunRequest.FromText("go"));

        Assert.Equal("This call of 'get_weather' is not allowed: Not today. Do not try it again in the same way.", model.Requests[1].LastText);
        Assert.Equal(ToolOutcome.Denied, events.Single<ToolCompleted>().Outcome);
        Assert.Equal("call_1", events.Single<RailApplied>().CallId);
    }

    [Fact]
    public async Task BeforeTool_Asks_RunWaitsAndSaysWhy()
    {
        var agent = new ScriptedChatClient().Calls("get_weather", """{"city":"Paris"}""").Says("Sunny.").Agent(Weather)
            .Use(new AgentMiddleware { Name = "ask", BeforeTool = (_, _) => new(Verdict.Ask("Paris is far.")) });

        var waiting = await agent.RunAsync("go", cancellationToken: Token);
        var result = await agent.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()], Token);

        Assert.Equal("Paris is far.", waiting.Pending[0].Reason);
        Assert.Equal("Sunny.", result.Text);
    }

    [Fact]
    public async Task BeforeTool_ChangesArgumentsToWhatBreaksTheSchema_Throws()
    {
        var agent = new ScriptedChatClient().Calls("get_weather", """{"city":"Paris"}""").Agent(Weather)
            .Use(new AgentMiddleware { Name = "bad", BeforeTool = (_, _) => new(Verdict.Change(JsonElement.Parse("{}"), "Emptied.")) });

        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync("go", cancellationToken: Token));
    }

    [Fact]
    public async Task AfterTool_ChangesAndBlocks_ModelAndJournalHaveThat()
    {
        var model = new ScriptedChatClient().CallsAll(("get_weather", """{"city":"Paris"}""", "a"), ("get_weather", """{"city":"Rome"}""", "b")).Says("ok");
        var agent = model.Agent(Weather).Use(new AgentMiddleware
        {
            Name = "filter",
            AfterTool = (a, _) => new(a.Completed.CallId == "a" ? Verdict.Change(a.Completed with { Result = "changed" }, "For a.") : Verdict.Block("For b.")),
        });

        var result = await agent.RunAsync("go", cancellationToken: Token);

        var completed = (await agent.EventsAsync(result.RunId)).OfType<ToolCompleted>().OrderBy(c => c.CallId).ToList();
        Assert.Equal("changed", completed[0].Result);
        Assert.Equal(ToolOutcome.Withheld, completed[1].Outcome);
        Assert.DoesNotContain(model.Requests[1].Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>(), r => $"{r.Result}".Contains("sun", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AfterTool_Throws_ResumedRunDoesNotRunTheToolAgainAndTheModelIsNotShownTheResult()
    {
        var calls = 0;
        var pay = Tool.Create(() => { calls++; return "hunter2"; }, "pay");
        var model = new ScriptedChatClient().Calls("pay").Says("ok");
        var agent = model.Agent(pay).Use(new AgentMiddleware { Name = "broken", AfterTool = (_, _) => throw new TimeoutException() });
        await Assert.ThrowsAsync<TimeoutException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "go")], RunId = "r" }, Token));

        var result = await agent.ResumeAsync("r", cancellationToken: Token);

        Assert.Equal((1, "ok"), (calls, result.Text));
        Assert.DoesNotContain("hunter2", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_IsSeenByUserAndToolAndByNeitherJournalNorModel()
    {
        List<string> cities = [];
        var book = Tool.Create((string city) => { cities.Add(city); return "booked"; }, "book");
        var model = new ScriptedChatClient().Calls("book", """{"city":"<X>"}""").Says("Booked <X>.").Calls("book", """{"city":"<X>"}""").Says("Booked <X>.");
        var agent = model.Agent(book).Use(new AgentMiddleware { Name = "x", Reveal = (a, _) => new(a.Text.Replace("<X>", "\"Paris\"", StringComparison.Ordinal)) });

        var result = await agent.RunAsync("go", cancellationToken: Token);
        var shown = await agent.StreamAsync("go", cancellationToken: Token).ToListAsync();

        Assert.Equal("Booked \"Paris\".", result.Text);
        Assert.Equal("Booked <X>.", result.State.Completed!.Text);
        Assert.Equal(["\"Paris\"", "\"Paris\""], cities);
        Assert.Equal("Booked \"Paris\".", shown.Single<RunCompleted>().Text);
        Assert.Equal("Booked \"Paris\".", Assert.Single(shown.OfType<TextDelta>()).Text);
        Assert.Equal("Booked \"Paris\".", (await agent.ResumeAsync(result.RunId, cancellationToken: Token)).Text);
    }

    [Fact]
    public async Task Ask_AnywhereButBeforeATool_Throws()
    {
        var agent = new ScriptedChatClient().Says("ok").Agent().Use(new AgentMiddleware { Name = "ask", OnMessage = (_, _) => new(Verdict.Ask("Well?")) });

        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync("go", cancellationToken: Token));
    }

    private static AgentMiddleware NoHunter() => new()
    {
        Name = "passwords",
        OnMessage = (a, _) => new(a.Text.Contains("hunter2", StringComparison.Ordinal) ? Verdict.Block("It has a password in it.") : Verdict.Pass),
    };

    private static AgentMiddleware Tracer(string name, List<string> order)
    {
        return new AgentMiddleware
        {
            Name = name,
            OnInput = (_, _) => Traced<IReadOnlyList<ChatMessage>>("input"),
            BeforeModel = (_, _) => Traced<IReadOnlyList<ChatMessage>>("before model"),
            AfterModel = (_, _) => Traced<ChatMessage>("after model"),
            BeforeTool = (_, _) => Traced<JsonElement>("before tool"),
            AfterTool = (_, _) => Traced<ToolCompleted>("after tool"),
            OnMessage = (_, _) => Traced<string>("message"),
            Reveal = (a, _) =>
            {
                order.Add($"{name} reveal{(a.Tool is null ? string.Empty : " argument")}");
                return new(a.Text);
            },
        };

        ValueTask<Verdict<T>> Traced<T>(string point)
        {
            order.Add($"{name} {point}");
            return new(Verdict.Pass);
        }
    }

    private static async Task<List<RunEvent>> RunAsync(Agent agent, bool isStreamed, RunRequest request) => isStreamed
        ? await agent.StreamAsync(request, Token).ToListAsync()
        : await agent.EventsAsync((await agent.RunAsync(request, Token)).RunId);
}
