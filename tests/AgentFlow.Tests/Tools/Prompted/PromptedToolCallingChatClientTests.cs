using AgentFlow.Agents;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Agents;
using AgentFlow.Tools;
using AgentFlow.Tools.Prompted;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Tools.Prompted;

public sealed class PromptedToolCallingChatClientTests
{
    private const string CallOslo = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\":\"Oslo\"}}\n</tool_call>";

    private static readonly AIFunction Weather = Tool.Create((string city, int days = 1) => $"{city}: sun for {days}", "get_weather", "The weather of a city.", ToolEffect.Pure);

    public static TheoryData<bool> Ways => [false, true];

    [Theory, MemberData(nameof(Ways))]
    public async Task Agent_ModelWithoutTools_CallsThemAndAnswers(bool isStreamed)
    {
        var model = new ScriptedChatClient().Says($"I look it up.\n{CallOslo}").Says("Sun in Oslo.");

        var events = await RunAsync(new AgentOptions { Tools = [Weather], Instructions = "Be brief." }, model, isStreamed);

        Assert.Equal("Oslo: sun for 1", events.Single<ToolCompleted>().Result);
        Assert.Equal("Sun in Oslo.", events.Single<RunCompleted>().Text);
        Assert.Equal("I look it up.\n", events.OfType<ModelResponded>().First().Message.Text);
        Assert.Equal(30, events.OfType<ModelResponded>().Sum(e => e.Usage!.TotalTokenCount));
        Assert.Null(model.Requests[0].Options!.Tools);
        Assert.Equal($"I look it up.\n\n{CallOslo}", model.Requests[1].Messages[^2].Text);
        Assert.Equal(ChatRole.User, model.Requests[1].Messages[^1].Role);
        Assert.Equal("<tool_response name=\"get_weather\">\nOslo: sun for 1\n</tool_response>", model.Requests[1].Messages[^1].Text);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Agent_WrongCalls_GoThroughTheGate(bool isStreamed)
    {
        var model = new ScriptedChatClient().Says("""{"name":"get_wether","arguments":{"city":"Oslo"}}""").Says("""{"name":"get_weather","arguments":{"days":2}}""")
            .Says("""{"name":"get_weather","arguments":{"city":"Os""").Says("{'name': 'get_weather', 'arguments': {'city': 'Oslo', 'days': '2'}}").Says("done");

        var events = await RunAsync(new AgentOptions { Tools = [Weather] }, model, isStreamed);

        Assert.Equal([ToolOutcome.UnknownTool, ToolOutcome.InvalidArguments, ToolOutcome.MalformedArguments, ToolOutcome.Succeeded], events.OfType<ToolCompleted>().Select(c => c.Outcome));
        Assert.Equal("Oslo: sun for 2", events.OfType<ToolCompleted>().Last().Result);
        Assert.Equal(2, events.Single<ToolStarted>().Repairs.Count);
        Assert.Contains("Did you mean 'get_weather'?", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Agent_RepairArgumentsOff_RefusesWhatTheClientPutRight(bool isStreamed)
    {
        var model = new ScriptedChatClient().Says("{'name': 'get_weather', 'arguments': {'city': 'Oslo'}}").Says("done");

        var events = await RunAsync(new AgentOptions { Tools = [Weather], ToolOptions = new() { RepairArguments = false } }, model, isStreamed);

        Assert.Equal(ToolOutcome.MalformedArguments, events.Single<ToolCompleted>().Outcome);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Agent_LimitReached_ConcludesWithoutTools(bool isStreamed)
    {
        var model = new ScriptedChatClient().Says(CallOslo).Says("That is all.");

        var events = await RunAsync(new AgentOptions { Tools = [Weather], Limits = new() { MaxIterations = 2 } }, model, isStreamed);

        Assert.Equal("That is all.", events.Single<RunCompleted>().Text);
        Assert.DoesNotContain("get_weather", model.Requests[1].Options!.Instructions ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_Call_EndsTheAnswerWithIt()
    {
        var model = new ScriptedChatClient().Says(CallOslo);

        var response = await model.UsePromptedTools().GetResponseAsync("go", new ChatOptions { Tools = [Weather] }, Token);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(Assert.Single(response.Messages).Contents));
        Assert.Equal(("call_1", "get_weather"), (call.CallId, call.Name));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(15, response.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task GetResponseAsync_Tools_AreDescribedBehindTheInstructions()
    {
        var model = new ScriptedChatClient().Says("hi");
        var options = new ChatOptions { Tools = [Weather], Instructions = "Be brief." };

        await model.UsePromptedTools(new() { Instructions = PromptTemplate.Parse("Tools:\n{tools}"), Tool = PromptTemplate.Parse("{name}|{description}|{schema}") }).GetResponseAsync("go", options, Token);

        Assert.Equal($"Be brief.\n\nTools:\nget_weather|The weather of a city.|{Weather.JsonSchema.GetRawText()}", model.Requests[0].Options!.Instructions);
        Assert.Equal("Be brief.", options.Instructions);
        Assert.NotNull(options.Tools);
    }

    [Fact]
    public async Task GetResponseAsync_DescriptionWithPlaceholder_IsNotFilledIn()
    {
        var model = new ScriptedChatClient().Says("hi");
        var tool = Tool.Create(() => 1, "one", "Writes {schema} and {tools}.");

        await model.UsePromptedTools(new() { Instructions = PromptTemplate.Parse("{tools}"), Tool = PromptTemplate.Parse("{name}: {description}") }).GetResponseAsync("go", new ChatOptions { Tools = [tool] }, Token);

        Assert.Equal("one: Writes {schema} and {tools}.", model.Requests[0].Options!.Instructions);
    }

    public static TheoryData<ChatToolMode, string> Modes => new()
    {
        { ChatToolMode.Auto, "T" },
        { ChatToolMode.RequireAny, "T\n\nAny!" },
        { ChatToolMode.RequireSpecific("get_weather"), "T\n\nget_weather!" },
    };

    [Theory, MemberData(nameof(Modes))]
    public async Task GetResponseAsync_ToolMode_ModelIsToldWhatItMust(ChatToolMode mode, string expected)
    {
        var model = new ScriptedChatClient().Says(CallOslo);
        var prompts = new PromptedToolPrompts { Instructions = PromptTemplate.Parse("T"), MustCall = PromptTemplate.Parse("Any!"), MustCallTool = PromptTemplate.Parse("{name}!") };

        await model.UsePromptedTools(prompts).GetResponseAsync("go", new ChatOptions { Tools = [Weather], ToolMode = mode }, Token);

        Assert.Equal(expected, model.Requests[0].Options!.Instructions);
        Assert.Null(model.Requests[0].Options!.ToolMode);
    }

    [Fact]
    public async Task GetResponseAsync_ToolModeNone_TextIsNotReadForCalls()
    {
        var model = new ScriptedChatClient().Says(CallOslo);

        var response = await model.UsePromptedTools().GetResponseAsync("go", new ChatOptions { Tools = [Weather], ToolMode = ChatToolMode.None }, Token);

        Assert.Equal(CallOslo, response.Text);
        Assert.Null(model.Requests[0].Options!.Instructions);
        Assert.Null(model.Requests[0].Options!.Tools);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Text_IsNotHeldBack()
    {
        var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates([.. new[] { "Os", "lo { ", "[1, ", "{\"a\"", ": 1}] <", "b>" }.Select(t => new ChatResponseUpdate(ChatRole.Assistant, t))]));
        var texts = new List<string>();

        await foreach (var update in model.UsePromptedTools().GetStreamingResponseAsync("go", new ChatOptions { Tools = [Weather] }, Token))
            texts.Add(update.Text);

        Assert.Equal(["Os", "lo ", "{ [1, ", "{\"a\"", ": 1}] ", "<b>"], texts);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_MadeUpResult_IsNotWaitedFor()
    {
        var isReadOn = false;
        var model = new ScriptedChatClient().Then((_, _) => Endless());

        var updates = await model.UsePromptedTools().GetResponseAsync("go", new ChatOptions { Tools = [Weather] }, Token);

        Assert.False(isReadOn);
        Assert.Single(updates.Messages[0].Contents.OfType<FunctionCallContent>());

        async IAsyncEnumerable<ChatResponseUpdate> Endless()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Action: get_weather\nAction Input: {\"city\":\"Oslo\"}\n");
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Observation: rain\n");
            await Task.CompletedTask;
            isReadOn = true;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Final Answer: rain");
        }
    }

    [Fact]
    public async Task GetResponseAsync_EarlierMalformedCall_IsShownAsItWasWritten()
    {
        var model = new ScriptedChatClient().Says("hi");
        List<ChatMessage> messages = [new(ChatRole.Assistant, [ScriptedChatClient.Call("get_weather", "{oops", "c7")]), new(ChatRole.Tool, [new FunctionResultContent("c7", "No.")])];

        await model.UsePromptedTools(new() { Call = PromptTemplate.Parse("{name}({arguments})"), Result = PromptTemplate.Parse("{name}={result}") }).GetResponseAsync(messages, new ChatOptions { Tools = [Weather] }, Token);

        Assert.Equal(["get_weather({oops)", "get_weather=No."], model.Requests[0].Messages.Select(m => m.Text));
        Assert.Single(messages[0].Contents.OfType<FunctionCallContent>());
    }

    private static async Task<List<RunEvent>> RunAsync(AgentOptions options, ScriptedChatClient model, bool isStreamed)
    {
        var agent = new Agent(model.UsePromptedTools(), options);
        var events = isStreamed
            ? await agent.StreamAsync("go", cancellationToken: Token).ToListAsync()
            : await agent.EventsAsync((await agent.RunAsync("go", cancellationToken: Token)).RunId);
        Assert.Equal(0, model.Remaining);
        return events;
    }
}
