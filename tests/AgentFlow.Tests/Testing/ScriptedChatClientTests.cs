using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Testing;

public sealed class ScriptedChatClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_RequestsInAnyOrder_EachGetsItsLine()
    {
        var client = new ScriptedChatClient()
            .When(r => r.LastText == "a").Says("to a")
            .When(r => r.LastText == "b").Says("to b")
            .Says("to anybody");

        var answers = new List<string>();
        foreach (var text in (string[])["b", "c", "a"])
            answers.Add((await client.GetResponseAsync([new(ChatRole.User, text)], cancellationToken: Token)).Text);

        Assert.Equal(["to b", "to anybody", "to a"], answers);
        client.AssertAllUsed();
    }

    [Fact]
    public async Task When_NothingFits_SaysWhatWasAsked()
    {
        var client = new ScriptedChatClient().When(_ => false).Says("never");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync([new(ChatRole.User, "hello")], cancellationToken: Token));

        Assert.Equal("None of the 1 lines that are left fits the request. Its last message was: hello", error.Message);
    }

    [Fact]
    public async Task AssertAllUsed_LinesLeft_NumbersThem()
    {
        var client = new ScriptedChatClient().Says("one").When(_ => false).Says("two").Says("three");
        await client.GetResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token);

        var error = Assert.Throws<InvalidOperationException>(client.AssertAllUsed);

        Assert.Equal("Of the script's 3 lines these were never said: 2, 3. The model was called 1 times.", error.Message);
    }

    [Fact]
    public async Task After_ManualClock_AnswersWhenItsTimeHasCome()
    {
        var clock = new ManualTimeProvider();
        var client = new ScriptedChatClient().After(TimeSpan.FromMinutes(5), clock).Says("late");

        var answer = client.GetResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token);
        clock.Advance(TimeSpan.FromMinutes(4));
        var isEarly = answer.IsCompleted;
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(isEarly);
        Assert.Equal("late", (await answer).Text);
    }

    [Fact]
    public async Task BreaksOff_Stream_ThrowsAfterItsWords()
    {
        var client = new ScriptedChatClient().BreaksOff("one two");
        List<string> said = [];

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token))
                said.Add(update.Text);
        });

        Assert.Equal(["one ", "two"], said);
    }
}
