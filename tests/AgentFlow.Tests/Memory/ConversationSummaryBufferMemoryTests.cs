using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class ConversationSummaryBufferMemoryTests
{
    [Fact]
    public async Task ViewAsync_RandomHistories_KeepsThePromisesWithinTheBudget()
    {
        var options = new ChatOptions { Instructions = "Be brief.", Tools = [Tool.Create((string at) => at, "look")] };
        var shown = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 25)));
            var counter = new PromptTokenCounter();
            var budget = history.Random.Next(300, 4000);
            using var summarizer = Summarizer();
            var memory = new ConversationSummaryBufferMemory(summarizer, new() { MaxTokens = budget, Counter = counter });
            try
            {
                var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = log.Count, Options = options }, TestContext.Current.CancellationToken);

                RandomHistory.AssertPromises(log, view);
                Assert.InRange(counter.Count(view, options), 1, budget);
                shown++;
            }
            catch (MemoryBudgetException error)
            {
                Assert.True(error.Needed > budget);
            }
        }
        Assert.True(shown > 120, $"{shown} shown");
    }

    [Fact]
    public async Task RunAsync_LongConversation_AsksForASummaryOnlyNowAndThen()
    {
        using var summarizer = Summarizer();
        using var model = new ScriptedChatClient();
        for (var i = 0; i < 60; i++)
            model.Says($"Answer {i}: " + string.Concat(Enumerable.Repeat("words ", 20)));
        var counter = new PromptTokenCounter(new FixedCounter());
        var agent = new Agent(model, new AgentOptions { Memory = new ConversationSummaryBufferMemory(summarizer, new() { MaxTokens = 600, Counter = counter }) });

        for (var i = 0; i < 60; i++)
            await agent.RunAsync($"Question {i}?", "s", TestContext.Current.CancellationToken);

        Assert.InRange(summarizer.Requests.Count, 3, 20);
        Assert.All(model.Requests, r => Assert.InRange(counter.Count(r.Messages, r.Options), 1, 600));
        Assert.Contains("S:", model.Requests[^1].Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal("Question 59?", model.Requests[^1].LastText);
        // Each message is in exactly one request for a summary, or still in the view.
        var folded = string.Join('\n', summarizer.Requests.Select(r => r.LastText));
        for (var i = 0; i < 59; i++)
            Assert.Equal(1, Count(folded, $"Human: Question {i}?") + model.Requests[^1].Messages.Count(m => m.Text == $"Question {i}?"));
    }

    [Fact]
    public async Task ViewAsync_EverythingFits_AsksNoModel()
    {
        using var summarizer = new ScriptedChatClient();
        var log = MessageLog.Create(new RandomHistory(3).Make(5));

        var view = await new ConversationSummaryBufferMemory(summarizer, new() { MaxTokens = 100_000 }).ViewAsync(new MemoryTurn { Messages = log }, TestContext.Current.CancellationToken);

        Assert.Same(log, view);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static ScriptedChatClient Summarizer()
    {
        var model = new ScriptedChatClient();
        for (var i = 0; i < 100; i++)
            model.Then((request, _) => ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, "S: " + request.LastText.Length)));
        return model;
    }

    private sealed class FixedCounter : ITokenCounter
    {
        public bool IsExact => true;

        public int Count(ReadOnlySpan<char> text) => (text.Length + 3) / 4;
    }
}
