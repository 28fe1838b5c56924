using AgentFlow.Agents;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>A model that cannot get the arguments of a tool right is told to give up on it.</summary>
public sealed class AgentRepairLimitTests
{
    private const string Wrong = """{"days":"soon"}""";
    private const string GiveUp = "'get_weather' was not run: its arguments were still wrong after 2 repairs. Give up on this tool for this request; it will not be run again. Use another tool, or answer with what you have and say what is missing.";

    private static readonly AIFunction Weather = Tool.Create((string city, int days = 1) => $"{city}: sun for {days}", "get_weather", effect: ToolEffect.Pure);
    private static readonly AIFunction Clock = Tool.Create(string (string zone) => zone, "get_time", effect: ToolEffect.Pure);

    private readonly InMemoryJournal _journal = new();

    public static TheoryData<bool> Ways => [false, true];

    [Theory, MemberData(nameof(Ways))]
    public async Task BadArguments_AfterTwoRepairs_ModelIsToldToGiveUp(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("get_weather", Wrong).Calls("get_weather", """{"city": """).Calls("get_weather", Wrong).Says("I cannot find out.");

        var events = await RunAsync(model, isStreamed);

        Assert.Equal([ToolOutcome.InvalidArguments, ToolOutcome.MalformedArguments, ToolOutcome.GivenUp], Outcomes(events));
        Assert.Equal(GiveUp, model.Requests[3].LastText);
        Assert.Equal(RunOutcome.Answered, events.Single<RunCompleted>().Outcome);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task ToolGivenUp_ValidCall_IsRefusedAndOtherToolsRun(bool isStreamed)
    {
        var model = Wrongly(3).CallsAll(("get_weather", """{"city":"Paris"}""", "v1"), ("get_time", """{"zone":"CET"}""", "v2")).Says("done");

        var events = await RunAsync(model, isStreamed);

        Assert.Equal(ToolOutcome.GivenUp, events.OfType<ToolCompleted>().Single(c => c.CallId == "v1").Outcome);
        Assert.Equal(ToolOutcome.Succeeded, events.OfType<ToolCompleted>().Single(c => c.CallId == "v2").Outcome);
        Assert.Equal("get_time", events.Single<ToolStarted>().Tool);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task ToolGivenUp_CalledTwiceMore_RunConcludes(bool isStreamed)
    {
        var model = Wrongly(5).Says("This is all.");

        var events = await RunAsync(model, isStreamed);

        Assert.Equal(RunOutcome.RepeatedCalls, events.Single<RunCompleted>().Outcome);
        Assert.Equal("This is all.", events.Single<RunCompleted>().Text);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task BadArguments_ValidCallInBetween_CountStartsAnew(bool isStreamed)
    {
        var model = Wrongly(2).Calls("get_weather", """{"city":"Paris"}""", "v").Calls("get_weather", Wrong, "w3").Calls("get_weather", Wrong, "w4").Says("done");

        var events = await RunAsync(model, isStreamed);

        Assert.DoesNotContain(ToolOutcome.GivenUp, Outcomes(events));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task BadArguments_SeveralCallsInOneAnswer_CountOnce(bool isStreamed)
    {
        var model = new ScriptedChatClient().CallsAll(("get_weather", Wrong, "a"), ("get_weather", Wrong, "b"), ("get_weather", Wrong, "c"), ("get_weather", Wrong, "d"))
            .Calls("get_weather", """{"city":"Paris"}""").Says("done");

        var events = await RunAsync(model, isStreamed);

        Assert.Equal(4, Outcomes(events).Count(o => o == ToolOutcome.InvalidArguments));
        Assert.Equal(ToolOutcome.Succeeded, Outcomes(events)[^1]);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task BadArguments_OfDifferentTools_AreCountedApart(bool isStreamed)
    {
        var model = Wrongly(2).Calls("get_time").Calls("get_time").Says("done");

        var events = await RunAsync(model, isStreamed);

        Assert.DoesNotContain(ToolOutcome.GivenUp, Outcomes(events));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task MaxRepairs_Zero_FirstMistakeIsTheLast(bool isStreamed)
    {
        var model = Wrongly(1).Says("done");

        var events = await RunAsync(model, isStreamed, new() { MaxRepairs = 0 });

        Assert.Equal([ToolOutcome.GivenUp], Outcomes(events));
    }

    [Fact]
    public async Task GiveUpOnTool_Replaced_ModelGetsTheOtherText()
    {
        var model = Wrongly(1).Says("done");

        await new Agent(model, new AgentOptions { Tools = [Weather], ToolOptions = new() { MaxRepairs = 0 }, Prompts = new() { GiveUpOnTool = PromptTemplate.Parse("Lass {tool} sein ({repairs}).") } }).RunAsync("go", cancellationToken: Token);

        Assert.Equal("Lass get_weather sein (0).", model.Requests[1].LastText);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public async Task ResumeAsync_MistakesWereMadeBefore_TheyStillCount(int before, int after)
    {
        var crashing = Wrongly(before).Throws(new HttpRequestException("gone"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Agent(crashing, new()).RunAsync(new RunRequest { Messages = [new(ChatRole.User, "go")], RunId = "r1" }, Token));
        var model = Wrongly(after).Says("done");

        await Agent(model, new()).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal(GiveUp, model.Requests[after].LastText);
    }

    [Fact]
    public void MaxRepairs_Negative_Throws()
    {
        var options = new AgentOptions { ToolOptions = new() { MaxRepairs = -1 } };

        var error = Assert.Throws<ArgumentException>(() => new Agent(new ScriptedChatClient(), options));

        Assert.Contains("ToolOptions.MaxRepairs is '-1'", error.Message, StringComparison.Ordinal);
    }

    private static ScriptedChatClient Wrongly(int times)
    {
        var model = new ScriptedChatClient();
        for (var i = 0; i < times; i++)
            model.Calls("get_weather", Wrong, $"w{i}");
        return model;
    }

    private async Task<List<RunEvent>> RunAsync(ScriptedChatClient model, bool isStreamed, ToolOptions? options = null)
    {
        var agent = Agent(model, options ?? new());
        var events = isStreamed
            ? await agent.StreamAsync("go", cancellationToken: Token).ToListAsync()
            : await agent.EventsAsync((await agent.RunAsync("go", cancellationToken: Token)).RunId);
        Assert.Equal(0, model.Remaining);
        return events;
    }

    private Agent Agent(ScriptedChatClient model, ToolOptions options) => new(model, new AgentOptions { Tools = [Weather, Clock], Journal = _journal, ToolOptions = options });

    private static List<ToolOutcome> Outcomes(List<RunEvent> events) => [.. events.OfType<ToolCompleted>().Select(c => c.Outcome)];
}
