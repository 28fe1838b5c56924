using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Testing;

namespace AgentFlow.Tests.Memory.Tokens;

public sealed class EstimatingTokenCounterTests
{
    // Hello|,| world|! and The| quick| brown| fox| jumps| over| the| lazy| dog|. in cl100k_base.
    [Theory]
    [InlineData("Hello, world!", 4)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    public void Count_KnownTexts_IsNear(string text, int tokens)
    {
        var counter = new EstimatingTokenCounter();

        Assert.InRange(counter.Count(text), tokens * 0.7, tokens * 1.5);
        Assert.False(counter.IsExact);
    }

    [Fact]
    public void Count_EveryKindOfText_CountsIt()
    {
        var counter = new EstimatingTokenCounter();

        Assert.Equal(0, counter.Count(""));
        Assert.All(["word", "12345", ";", "\u4f60\u597d", "\U0001f680", "\n\n", "\u0431\u0443\u043a\u0432\u044b"], text => Assert.InRange(counter.Count(text), 1, 5));
    }

    [Fact]
    public void Learn_ProviderCountsHalfAsMuchAgain_ComesNear()
    {
        var counter = new EstimatingTokenCounter();
        var text = string.Concat(Enumerable.Repeat("some ordinary words here, ", 100));
        var reported = counter.Count(text) * 1.5;

        for (var i = 0; i < 20; i++)
            counter.Learn(counter.Count(text), (long)reported);

        Assert.InRange(counter.Count(text), reported * 0.98, reported * 1.02);
    }

    [Fact]
    public void Learn_TinyRequest_TeachesNothing()
    {
        var counter = new EstimatingTokenCounter();

        counter.Learn(10, 400);

        Assert.Equal(1, counter.Factor);
    }

    [Fact]
    public async Task RunAsync_ModelReportsItsUsage_CorrectsTheMemorysEstimate()
    {
        var counter = new EstimatingTokenCounter();
        var memory = new ConversationTokenBufferMemory(4000, new PromptTokenCounter(counter));
        using var model = new ScriptedChatClient().Says("Yes.", inputTokens: 1000);
        var agent = new Agent(model, new AgentOptions { Memory = memory });

        await agent.RunAsync(string.Concat(Enumerable.Repeat("some ordinary words here, ", 100)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(counter.Factor, 1.05, 1.6);
    }
}
