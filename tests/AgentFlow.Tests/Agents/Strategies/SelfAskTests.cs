using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class SelfAskTests
{
    private static readonly AIFunction Search = Tool.Create((string question, int results = 3) => $"<{question}>", "search", "A search engine.", ToolEffect.Pure);

    [Theory]
    [InlineData("Yes.\nFollow up: who?", "who?")]
    [InlineData("Are follow up questions needed here: Yes.\nFollow up: who?\nIntermediate answer: me\nSo the final answer is: me", "who?")]
    [InlineData("**Follow-up question:** who?", "who?")]
    [InlineData("followup: who?\nThanks", "who?\nThanks")]
    [InlineData("Follow up\nwho?", "who?")]
    [InlineData("Follow up 1: who?\nFollow up 2: when?", "who? | when?")]
    public async Task RunAsync_FollowUp_IsAskedOfTheSearchTool(string text, string expected)
    {
        using var model = new ScriptedChatClient().Says(text).Says("So the final answer is: x");

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal("x", result.Text);
        Assert.Equal(string.Join('\n', expected.Split(" | ").Select(q => $"Intermediate answer: <{q}>")), model.Requests[1].LastText);
        Assert.Equal(string.Join('\n', expected.Split(" | ").Select(q => $"Follow up: {q}")), string.Join('\n', model.Requests[1].Messages[1].Text.Split('\n').SkipWhile(l => !l.StartsWith("Follow up: ", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("So the final answer is: 42", "42")]
    [InlineData("No.\nSo the final answer is 42", "42")]
    [InlineData("No.\nFinal answer: 42\nFollow up: none of this counts", "42\nFollow up: none of this counts")]
    [InlineData("**So the final answer is:** 42", "42")]
    public async Task RunAsync_FinalAnswer_IsRead(string text, string expected)
    {
        using var model = new ScriptedChatClient().Says(text);

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal(expected, result.Text);
    }

    [Theory]
    [InlineData("I would say 42.", "neither a line \"Follow up:\"")]
    [InlineData("Follow up: None.", "no question behind")]
    public async Task RunAsync_NeitherQuestionNorAnswer_GoesBack(string text, string expected)
    {
        using var model = new ScriptedChatClient().Says(text).Says("So the final answer is: x");

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal("x", result.Text);
        Assert.Contains(expected, model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SeveralToolsAndNoneNamed_Throws()
    {
        using var model = new ScriptedChatClient();
        var agent = new Agent(model.UseSelfAsk(), new AgentOptions { Tools = [Search, Tool.Create(() => 1, "other")] });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync("q", cancellationToken: Token));

        Assert.Contains("search, other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ToolNamed_IsTheOneThatIsAsked()
    {
        using var model = new ScriptedChatClient().Says("Follow up: who?").Says("So the final answer is: x");
        var agent = new Agent(model.UseSelfAsk(new() { SearchTool = "search" }), new AgentOptions { Tools = [Tool.Create(() => 1, "other"), Search] });

        var result = await agent.RunAsync("q", cancellationToken: Token);

        var events = await agent.EventsAsync(result.RunId);
        Assert.Equal("who?", events.Single<ToolStarted>().Arguments.GetProperty("question").GetString());
    }

    [Fact]
    public async Task RunAsync_ToolOfTwoRequiredParameters_Throws()
    {
        using var model = new ScriptedChatClient();
        var agent = new Agent(model.UseSelfAsk(), new AgentOptions { Tools = [Tool.Create((string a, string b) => a + b, "two")] });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync("q", cancellationToken: Token));

        Assert.Contains("'two'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_RandomText_NeverThrowsAndUsesAllOfItOrTellsTheModel()
    {
        string[] parts = ["Follow up:", "Follow up", "Intermediate answer:", "So the final answer is:", "Are follow up questions needed here:", "Yes.", "None", " ", "\n", "who?", "**", "\"", "\\", "\ud83d", "😀", "1. ", ":"];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => parts[random.Next(parts.Length)]));
            using var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, text)));

            var response = await model.UseSelfAsk().GetResponseAsync([new(ChatRole.User, "q")], new ChatOptions { Tools = [Search] }, Token);

            if (response.FinishReason == StrategyTurn.Unfinished)
                Assert.Equal(text, string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)));
        }
    }

    private static Agent Agent(ScriptedChatClient model) => new(model.UseSelfAsk(), new AgentOptions { Tools = [Search] });
}
