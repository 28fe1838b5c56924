using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class ReActTests
{
    private static readonly AIFunction Search = Tool.Create((string query) => $"about {query}", "search", "Looks something up.", ToolEffect.Pure);

    [Fact]
    public async Task RunAsync_TwoRounds_ModelReadsItsOwnWordsAndObservations()
    {
        using var model = new ScriptedChatClient()
            .Says("Thought: I need x.\nAction: search\nAction Input: {\"query\": \"x\"}")
            .Says("Thought: I know.\nFinal Answer: It is x.");

        var result = await Agent(model).RunAsync("what?", cancellationToken: Token);

        Assert.Equal("It is x.", result.Text);
        Assert.Equal(
            ["what?", "Thought: I need x.\nAction: search\nAction Input: {\"query\": \"x\"}", "Observation: about x"],
            model.Requests[1].Messages.Select(m => m.Text));
        Assert.Contains("- search: Looks something up.", model.Requests[0].Options!.Instructions, StringComparison.Ordinal);
        Assert.Null(model.Requests[0].Options!.Tools);
        Assert.Contains("\nObservation:", model.Requests[0].Options!.StopSequences!);
    }

    [Fact]
    public async Task RunAsync_TextWithoutLabels_GoesBackAndIsTakenForTheAnswerInTheEnd()
    {
        using var model = new ScriptedChatClient().Says("Hello!").Says("Hello again!").Says("Hello for good!");

        var result = await Agent(model).RunAsync("hi", cancellationToken: Token);

        Assert.Equal((RunOutcome.Answered, "Hello for good!"), (result.Outcome, result.Text));
        Assert.Equal(2, model.Requests[2].Messages.Count(m => m.Text.StartsWith("Observation: Your text has neither", StringComparison.Ordinal)));
        Assert.Equal(3, result.State.Iterations);
    }

    [Fact]
    public async Task RunAsync_ErrorsNotInARow_AreCountedAnew()
    {
        using var model = new ScriptedChatClient()
            .Says("Hm.").Says("Hm.").Says("Action: search\nAction Input: a")
            .Says("Hm.").Says("Hm.").Says("Final Answer: a");

        var result = await Agent(model).RunAsync("hi", cancellationToken: Token);

        Assert.Equal("a", result.Text);
    }

    [Fact]
    public async Task RunAsync_UnknownToolAndBadArguments_AgentTellsTheModel()
    {
        using var model = new ScriptedChatClient()
            .Says("Action: serch\nAction Input: x")
            .Says("Action: search\nAction Input: {\"q\": 1}")
            .Says("Final Answer: done");

        var result = await Agent(model).RunAsync("hi", cancellationToken: Token);

        Assert.Equal("done", result.Text);
        Assert.Contains("Observation: ", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("'serch'", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("query", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TypedAnswer_SchemaIsInTheInstructionsAndAWrongAnswerGoesBack()
    {
        using var model = new ScriptedChatClient().Says("Final Answer: soon").Says("Final Answer: {\"number\": 3}");
        var request = new RunRequest
        {
            Messages = [new(ChatRole.User, "how many?")],
            OutputSchema = System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"number":{"type":"integer"}},"required":["number"]}"""),
        };

        var result = await Agent(model).RunAsync(request, Token);

        Assert.Equal((RunOutcome.Answered, "{\"number\": 3}"), (result.Outcome, result.Text));
        Assert.Null(model.Requests[0].Options!.ResponseFormat);
        Assert.Contains("\"number\"", model.Requests[0].Options!.Instructions, StringComparison.Ordinal);
        Assert.Contains("Final Answer: soon", model.Requests[1].Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task StreamAsync_FinalAnswer_StreamsAsItIsSaid()
    {
        using var model = new ScriptedChatClient().Says("Thought: easy.\nFinal Answer: one two three");

        var events = await Agent(model).StreamAsync("hi", cancellationToken: Token).ToListAsync();

        Assert.Equal(["one", " two", " three"], events.OfType<TextDelta>().Select(d => d.Text));
    }

    [Fact]
    public async Task StreamAsync_MadeUpObservation_IsNotWaitedFor()
    {
        var isLeft = false;
        using var model = new ScriptedChatClient().Then((_, _) => Endless()).Says("Final Answer: x");

        var result = await Agent(model).RunAsync("hi", cancellationToken: Token);

        Assert.True(isLeft);
        Assert.Equal("x", result.Text);

        async IAsyncEnumerable<ChatResponseUpdate> Endless()
        {
            try
            {
                yield return new(ChatRole.Assistant, "Action: search\nAction Input: x\nObserva");
                yield return new(ChatRole.Assistant, "tion:");
                for (var i = 0; i < 1000; i++)
                    yield return new(ChatRole.Assistant, " nonsense");
                Assert.Fail("The made-up observation was read to its end.");
            }
            finally
            {
                await Task.CompletedTask;
                isLeft = true;
            }
        }
    }

    [Fact]
    public async Task RunAsync_NoTools_ModelIsAskedAsItIs()
    {
        using var model = new ScriptedChatClient().Says("Hello.");

        var result = await new Agent(model.UseReAct()).RunAsync("hi", cancellationToken: Token);

        Assert.Equal("Hello.", result.Text);
        Assert.Null(model.Requests[0].Options!.Instructions);
    }

    [Fact]
    public void UseReAct_OptionsOutOfRange_AllProblemsAreTold()
    {
        using var model = new ScriptedChatClient();
        var options = new ReActOptions { MaxFormatErrors = -1, Prompts = new() { Result = PromptTemplate.Parse("{nothing}") } };

        var error = Assert.Throws<ArgumentException>(() => model.UseReAct(options));

        Assert.Contains("MaxFormatErrors is '-1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("react.result", error.Message, StringComparison.Ordinal);
    }

    private static Agent Agent(ScriptedChatClient model) => new(model.UseReAct(), new AgentOptions { Tools = [Search] });
}
