using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>What a model gets wrong comes back to it as a message precise enough to act on, in both ways of running.</summary>
public sealed class AgentToolErrorTests
{
    private static readonly AIFunction Weather = Tool.Create((string city, int days = 1) => $"{city}: sun for {days}", "get_weather", effect: ToolEffect.Pure);

    public static TheoryData<bool> Ways => [false, true];

    [Theory, MemberData(nameof(Ways))]
    public async Task UnknownTool_ModelIsToldTheNamesAndRecovers(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("get_wether", """{"city":"Paris"}""").Calls("get_weather", """{"city":"Paris"}""").Says("Sunny.");

        var completed = await RunAsync(model, isStreamed, Weather);

        Assert.Equal("Tool 'get_wether' is not registered. Did you mean 'get_weather'? Registered tools: get_weather.", completed[0].Result);
        Assert.Equal([ToolOutcome.UnknownTool, ToolOutcome.Succeeded], completed.Select(c => c.Outcome));
        Assert.Equal(completed[0].Result, model.Requests[1].LastText);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task MalformedJson_ModelIsToldWhereAndRecovers(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("get_weather", """{"city": """).Calls("get_weather", """{"city":"Paris"}""").Says("Sunny.");

        var completed = await RunAsync(model, isStreamed, Weather);

        Assert.StartsWith("The arguments of 'get_weather' are not a JSON object: ", completed[0].Result, StringComparison.Ordinal);
        Assert.Contains("""You wrote: {"city": """, completed[0].Result, StringComparison.Ordinal);
        Assert.Equal([ToolOutcome.MalformedArguments, ToolOutcome.Succeeded], completed.Select(c => c.Outcome));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task SchemaViolation_ModelIsToldWhatIsMissingAndRecovers(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("get_weather", """{"days":"two"}""").Calls("get_weather", """{"city":"Paris","days":2}""").Says("Sunny.");

        var completed = await RunAsync(model, isStreamed, Weather);

        Assert.Contains("\"city\"", completed[0].Result, StringComparison.Ordinal);
        Assert.Contains("/days", completed[0].Result, StringComparison.Ordinal);
        Assert.Equal([ToolOutcome.InvalidArguments, ToolOutcome.Succeeded], completed.Select(c => c.Outcome));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task ToolExceptionAboutInput_ModelIsToldItsMessageAndRecovers(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("root", """{"x":-1}""").Calls("root", """{"x":4}""").Says("2");
        var root = Tool.Create((double x) => x < 0 ? throw new ToolException("x is -1; give a number that is not negative.") : Math.Sqrt(x), "root");

        var completed = await RunAsync(model, isStreamed, root);

        Assert.Equal("Tool 'root' failed: x is -1; give a number that is not negative.", completed[0].Result);
        Assert.Equal([ToolOutcome.Failed, ToolOutcome.Succeeded], completed.Select(c => c.Outcome));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task OtherToolException_ModelIsToldItsKindAndTheJournalTheRest(bool isStreamed)
    {
        var model = new ScriptedChatClient().Calls("fetch").Says("It is down.");
        var fetch = Tool.Create(string () => throw new HttpRequestException("connect to 10.0.0.7 with key s3cret failed"), "fetch");

        var completed = await RunAsync(model, isStreamed, fetch);

        Assert.Equal("Tool 'fetch' failed: HttpRequestException. The details are in the run's journal; try another way, or tell the user.", completed[0].Result);
        Assert.Contains("s3cret", completed[0].Error, StringComparison.Ordinal);
        Assert.DoesNotContain(model.Requests[1].Messages, m => m.Contents.OfType<FunctionResultContent>().Any(r => $"{r.Result}".Contains("s3cret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OtherToolException_AllMessages_ModelIsToldItsMessage()
    {
        var model = new ScriptedChatClient().Calls("fetch").Says("It is down.");
        var fetch = Tool.Create(string () => throw new HttpRequestException("no route"), "fetch");

        await new Agent(model, new AgentOptions { Tools = [fetch], ToolOptions = new() { ErrorDetails = ToolErrorDetails.AllMessages } }).RunAsync("go", cancellationToken: Token);

        Assert.Equal("Tool 'fetch' failed: no route", model.Requests[1].LastText);
    }

    [Theory]
    [InlineData(false, ToolEffect.AtMostOnce, "It may or may not have taken effect; check before you call it again.")]
    [InlineData(true, ToolEffect.Pure, "You may call it again.")]
    public async Task Timeout_ModelIsToldAndTheRunGoesOn(bool isStreamed, ToolEffect effect, string advice)
    {
        var time = new ManualTimeProvider();
        var model = new ScriptedChatClient().Calls("slow").Says("It takes too long.");
        var slow = Tool.Create(async () =>
        {
            var never = new TaskCompletionSource();
            time.Advance(TimeSpan.FromSeconds(30));
            await never.Task;
        }, "slow", effect: effect);

        var completed = await RunAsync(model, isStreamed, time, slow);

        Assert.Equal(ToolOutcome.TimedOut, completed[0].Outcome);
        Assert.Equal($"Tool 'slow' did not answer within 30 s and was given up. {advice}", completed[0].Result);
    }

    [Theory]
    [InlineData("""{"city":"Paris","days":"2"}""", "Paris: sun for 2")]
    [InlineData("""{'city': 'Paris', 'days': 2,}""", "Paris: sun for 2")]
    [InlineData("""{"city":"Paris","days":2.0}""", "Paris: sun for 2")]
    public async Task NearMissInArguments_IsPutRightAndReportedInTheEvents(string arguments, string expected)
    {
        var model = new ScriptedChatClient().Calls("get_weather", arguments).Says("Sunny.");
        var agent = model.Agent(Weather);

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(expected, model.Requests[1].LastText);
        Assert.NotEmpty((await agent.EventsAsync(result.RunId)).Single<ToolStarted>().Repairs);
    }

    [Theory]
    [InlineData("""{"city":"Paris","days":"2"}""", ToolOutcome.InvalidArguments)]
    [InlineData("""{'city': 'Paris'}""", ToolOutcome.MalformedArguments)]
    public async Task NearMissInArguments_RepairArgumentsOff_IsRefused(string arguments, ToolOutcome expected)
    {
        var model = new ScriptedChatClient().Calls("get_weather", arguments).Says("Sunny.");
        var agent = new Agent(model, new AgentOptions { Tools = [Weather], ToolOptions = new() { RepairArguments = false } });

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(expected, (await agent.EventsAsync(result.RunId)).Single<ToolCompleted>().Outcome);
    }

    [Theory]
    [InlineData("""{"city":"Oslo","days":1e901234567890}""", """{"city":"Oslo","days":2e901234567890}""")]
    [InlineData("""{"city":"\ud83d"}""", """{"city":"\ud83d!"}""")]
    public async Task ArgumentsThatCannotBeCompared_AreRefusedAndTheRunGoesOn(string first, string second)
    {
        var model = new ScriptedChatClient().Calls("get_weather", first).Calls("get_weather", second).Says("Sorry.");

        var completed = await RunAsync(model, isStreamed: false, Weather);

        Assert.Equal(2, completed.Count);
    }

    [Fact]
    public async Task CutOffArguments_AreNeverCompletedByGuess()
    {
        var model = new ScriptedChatClient().Calls("get_weather", """{"city": "Par""").Says("Sorry.");
        var agent = model.Agent(Weather);

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(ToolOutcome.MalformedArguments, (await agent.EventsAsync(result.RunId)).Single<ToolCompleted>().Outcome);
    }

    private static Task<List<ToolCompleted>> RunAsync(ScriptedChatClient model, bool isStreamed, params AIFunction[] tools) =>
        RunAsync(model, isStreamed, TimeProvider.System, tools);

    private static async Task<List<ToolCompleted>> RunAsync(ScriptedChatClient model, bool isStreamed, TimeProvider time, params AIFunction[] tools)
    {
        var agent = new Agent(model, new AgentOptions { Tools = tools, TimeProvider = time });
        List<RunEvent> events;
        if (isStreamed)
            events = await agent.StreamAsync("go", cancellationToken: Token).ToListAsync();
        else
            events = await agent.EventsAsync((await agent.RunAsync("go", cancellationToken: Token)).RunId);
        Assert.Equal(RunOutcome.Answered, events.Single<RunCompleted>().Outcome);
        Assert.Equal(0, model.Remaining);
        return [.. events.OfType<ToolCompleted>()];
    }
}
