using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>What an agent makes of a turn's finish reason, for strategies of whoever's.</summary>
public sealed class StrategyTurnTests
{
    [Fact]
    public async Task RunAsync_UnfinishedTurn_IsJournaledShownAgainAndKeptOutOfTheSession()
    {
        using var model = new ScriptedChatClient().Then((_, _) => Turn("thinking", StrategyTurn.Unfinished)).Says("answer");
        var journal = new InMemoryJournal();

        var result = await new Agent(model, new AgentOptions { Journal = journal }).RunAsync("q", "s1", Token);

        Assert.Equal("answer", result.Text);
        Assert.Equal(["q", ""], model.Requests[1].Messages.Select(m => m.Text));
        Assert.Equal("thinking", model.Requests[1].Messages[1].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(["q", "answer"], (await journal.Sessions.LoadAsync("s1", Token)).Messages.Select(m => m.Text));
        Assert.Equal(2, (await journal.ReadAsync(result.RunId, Token).ToListAsync()).OfType<ModelResponded>().Count());
    }

    [Fact]
    public async Task RunAsync_TurnsNeverFinish_EndsAtTheLimit()
    {
        var model = new ScriptedChatClient();
        for (var i = 0; i < 5; i++)
            model.Then((_, _) => Turn("thinking", StrategyTurn.Unfinished));

        var result = await new Agent(model, new AgentOptions { Limits = new() { MaxIterations = 5 } }).RunAsync("q", cancellationToken: Token);

        Assert.Equal(RunOutcome.MaxIterations, result.Outcome);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task RunAsync_StrategyGivesUp_EndsAsInvalidOutputWithItsText()
    {
        using var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, "I cannot.") { FinishReason = StrategyTurn.GivenUp }));

        var result = await new Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal((RunOutcome.InvalidOutput, "I cannot."), (result.Outcome, result.Text));
    }

    private static IAsyncEnumerable<ChatResponseUpdate> Turn(string text, ChatFinishReason end) =>
        ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(text)]) { FinishReason = end });
}
