using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

public sealed class GroupChatAgentTests
{
    [Fact]
    public async Task RunAsync_RoundRobin_TheySpeakInTurnAndSeeWhatWasSaid()
    {
        var b = new ScriptedChatClient().Says("b1").Says("b2");
        var chat = Chat(o => o.MaxTurns = 4, new ScriptedChatClient().Says("a1").Says("a2"), b);

        var result = await chat.RunAsync(Ask("Talk."), Token);

        Assert.Equal("b2", result.Text);
        Assert.Equal(["m1", "m2", "m1", "m2"], (await chat.EventsAsync("r1")).OfType<ToolStarted>().Select(t => t.Tool));
        Assert.Equal("Talk.", b.Requests[1].Messages[0].Text);
        Assert.Contains("m1: a1\nm2: b1\nm1: a2\n", b.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EndsWhen_EndsIt()
    {
        var chat = Chat(o => o.EndsWhen = c => c.Turns[^1].Text.EndsWith("DONE", StringComparison.Ordinal), new ScriptedChatClient().Says("draft"), new ScriptedChatClient().Says("fine. DONE"));

        var result = await chat.RunAsync("Write.", cancellationToken: Token);

        Assert.Equal("fine. DONE", result.Text);
        Assert.Equal(RunOutcome.Answered, result.Outcome);
    }

    [Fact]
    public async Task RunAsync_Answer_SaysWhatOfTheChatItIs()
    {
        var chat = Chat(
            o =>
            {
                o.EndsWhen = c => c.Turns[^1].Text == "APPROVED";
                o.Answer = c => c.Turns[^2].Text;
            },
            new ScriptedChatClient().Says("draft"), new ScriptedChatClient().Says("APPROVED"));

        var result = await chat.RunAsync("Write.", cancellationToken: Token);

        Assert.Equal("draft", result.Text);
    }

    [Fact]
    public async Task RunAsync_ByFunction_SaysWhoSpeaksAndEndsIt()
    {
        var chat = Chat(o => o.Policy = SpeakerPolicy.ByFunction((c, _) => ValueTask.FromResult(c.Turns.Count switch { 0 => "m2", 1 => "m1", _ => null })), Always("one"), Always("two"));

        var result = await chat.RunAsync(Ask("Go."), Token);

        Assert.Equal("one", result.Text);
        Assert.Equal(["m2", "m1"], (await chat.EventsAsync("r1")).OfType<ToolStarted>().Select(t => t.Tool));
    }

    [Fact]
    public async Task RunAsync_FunctionNamesNobody_FailsAtOnce()
    {
        var chat = Chat(o => o.Policy = SpeakerPolicy.ByFunction((_, _) => ValueTask.FromResult<string?>("bob")), Always("one"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => chat.RunAsync("Go.", cancellationToken: Token));

        Assert.Contains("'bob', who is no member", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ByModel_ChoosesAndEndsAndItsCostCounts()
    {
        var chooser = new ScriptedChatClient().Says("""{"name":"m2","reason":"Knows it."}""").Says("who?").Says("who??").Says("""{"name":"none","reason":"All is said."}""");
        var chat = Chat(o => o.Policy = SpeakerPolicy.ByModel(chooser), Always("one"), Always("two"));

        var result = await chat.RunAsync(Ask("Go."), Token);

        Assert.Equal("one", result.Text);
        Assert.Equal(["m2", "m1"], (await chat.EventsAsync("r1")).OfType<ToolStarted>().Select(t => t.Tool));
        Assert.Equal(4 * 15 + 2 * 10, result.State.Tokens);
        Assert.Equal("Knows it.", (await chat.EventsAsync("r1")).OfType<ModelResponded>().First().Message.Contents.OfType<TextReasoningContent>().Single().Text);
    }

    [Fact]
    public async Task RunAsync_MemberFails_TheOthersGoOn()
    {
        var broken = new ScriptedChatClient().Throws(new HttpRequestException("down"));
        var chat = Chat(o => o.MaxTurns = 2, broken, Always("two"));

        var result = await chat.RunAsync("Go.", cancellationToken: Token);

        Assert.Equal("two", result.Text);
    }

    [Fact]
    public async Task RunAsync_ManyTurns_AreNotBoundedByTheLoop()
    {
        var chat = Chat(o => o.MaxTurns = 40, Always("one"), Always("two"));

        var result = await chat.RunAsync("Go.", cancellationToken: Token);

        Assert.Equal((RunOutcome.Answered, 40), (result.Outcome!.Value, result.State.ToolCalls));
    }

    [Fact]
    public async Task ResumeAsync_StoppedAfterEveryAppend_SpeakersAreNotChosenAgain()
    {
        var points = 0;
        for (var appends = 1; ; appends++)
        {
            var memory = new InMemoryJournal();
            var stopping = new Planning.StoppingJournal(memory, appends);
            await Record.ExceptionAsync(() => Make(stopping, out _).RunAsync(Ask("Go."), Token));
            if (!stopping.HasStopped)
                break;
            points++;
            var chosen = (await memory.ReadAsync("r1", Token).ToListAsync()).OfType<ModelResponded>().Count();

            var result = await Make(memory, out var asked).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal("two", result.Text);
            Assert.Equal(Math.Max(0, 3 - chosen), asked());
        }
        Assert.True(points > 8, $"The run was stopped at {points} places only.");

        static Agent Make(IRunJournal journal, out Func<int> asked)
        {
            var count = 0;
            asked = () => count;
            var policy = SpeakerPolicy.ByFunction((c, _) =>
            {
                count++;
                return ValueTask.FromResult(c.Turns.Count switch { 0 => "m1", 1 => "m2", _ => null });
            });
            return GroupChatAgent.Create(new GroupChatOptions { Members = [Always("one").Member("m1"), Always("two").Member("m2")], Policy = policy }, new AgentOptions { Journal = journal });
        }
    }

    private static Agent Chat(Action<GroupChatOptions> change, params IChatClient[] models)
    {
        var options = new GroupChatOptions { Members = [.. models.Select((m, i) => m.Member($"m{i + 1}"))] };
        change(options);
        return GroupChatAgent.Create(options);
    }
}
