using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentStreamTests
{
    [Fact]
    public async Task StreamAsync_Answer_YieldsDeltasThenTheWhole()
    {
        var agent = new ScriptedChatClient().Says("one two three").Agent();

        var events = await agent.StreamAsync("hi", cancellationToken: Token).ToListAsync();

        Assert.Equal(["one ", "two ", "three"], events.OfType<TextDelta>().Select(d => d.Text));
        Assert.Equal("one two three", events.Single<ModelResponded>().Message.Text);
        Assert.Equal(15, events.Single<ModelResponded>().Usage!.TotalTokenCount);
        Assert.IsType<RunStarted>(events[0]);
        Assert.IsType<RunCompleted>(events[^1]);
    }

    [Fact]
    public async Task StreamAsync_JournaledEvents_AreExactlyThoseOfTheJournal()
    {
        var agent = new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("It is 5.").Agent(Tool.Create((int a, int b) => a + b, "add"));

        var events = await agent.StreamAsync(new RunRequest { Messages = [new(ChatRole.User, "2+3?")], RunId = "r1" }, Token).ToListAsync();

        Assert.Equal(await agent.EventsAsync("r1"), events.Where(e => e is not TextDelta));
    }

    [Fact]
    public async Task StreamAsync_FirstDelta_ArrivesBeforeTheModelSaysItsSecond()
    {
        var seen = new TaskCompletionSource();
        async IAsyncEnumerable<ChatResponseUpdate> Answer()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "first");
            await seen.Task;
            yield return new ChatResponseUpdate(ChatRole.Assistant, " second");
        }
        var agent = new ScriptedChatClient().Then((_, _) => Answer()).Agent();

        var text = "";
        await foreach (var e in agent.StreamAsync("hi", cancellationToken: Token))
        {
            if (e is TextDelta delta)
            {
                text += delta.Text;
                seen.TrySetResult();
            }
        }

        Assert.Equal("first second", text);
    }

    [Fact]
    public async Task StreamAsync_PureTool_StartsWhileTheModelStillTalks()
    {
        var ran = new TaskCompletionSource();
        async IAsyncEnumerable<ChatResponseUpdate> Answer()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("fast", "{}", "a")]);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "and ");
            await ran.Task;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "more");
        }
        var model = new ScriptedChatClient().Then((_, _) => Answer()).Says("done");
        var agent = model.Agent(Tool.Create(() => ran.TrySetResult(), "fast", effect: ToolEffect.Pure));

        var events = await agent.StreamAsync("hi", cancellationToken: Token).ToListAsync();

        Assert.True(events.FindIndex(e => e is ToolStarted) < events.FindIndex(e => e is ModelResponded));
        Assert.Single(events.OfType<ToolStarted>());
        Assert.Equal("done", events.Single<RunCompleted>().Text);
    }

    [Theory]
    [InlineData(ToolEffect.AtMostOnce)]
    [InlineData(ToolEffect.Keyed)]
    public async Task StreamAsync_ToolWithAnEffect_DoesNotStartBeforeTheAnswerIsJournaled(ToolEffect effect)
    {
        var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates(
            new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("send", "{}", "a")]), new ChatResponseUpdate(ChatRole.Assistant, "I sent it."))).Says("done");
        var agent = model.Agent(Tool.Create(() => "sent", "send", effect: effect));

        var events = await agent.StreamAsync("hi", cancellationToken: Token).ToListAsync();

        Assert.True(events.FindIndex(e => e is ModelResponded) < events.FindIndex(e => e is ToolStarted));
    }

    [Fact]
    public async Task StreamAsync_AnswerBreaksOffAfterAnEarlyStart_ResumeForgetsIt()
    {
        var model = new ScriptedChatClient().Then((_, _) => BreakOff()).Says("done");
        var runs = 0;
        var agent = model.Agent(Tool.Create(() => Interlocked.Increment(ref runs), "fast", effect: ToolEffect.Pure));

        await Assert.ThrowsAsync<IOException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token));
        var result = await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("done", result.Text);
        Assert.Equal(["user", "assistant"], result.Messages.Select(m => m.Role.Value));

        static async IAsyncEnumerable<ChatResponseUpdate> BreakOff()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("fast", "{}", "a")]);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "and");
            await Task.CompletedTask;
            throw new IOException("cut off");
        }
    }

    [Fact]
    public async Task StreamAsync_ConsumerLeaves_RunStopsAndCanBeResumed()
    {
        var model = new ScriptedChatClient().Then((_, token) => Endless(token)).Says("short this time");
        var agent = model.Agent();

        await foreach (var e in agent.StreamAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token))
        {
            if (e is TextDelta)
                break;
        }
        var result = await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("short this time", result.Text);
    }

    [Fact]
    public async Task StreamAsync_ModelFails_EventsComeFirstAndThenTheException()
    {
        var agent = new ScriptedChatClient().Throws(new HttpRequestException("down")).Agent();
        var events = new List<RunEvent>();

        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            await foreach (var e in agent.StreamAsync("hi", cancellationToken: Token))
                events.Add(e);
        });

        Assert.Equal([typeof(RunStarted), typeof(RunFailed)], events.Select(e => e.GetType()));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Endless([EnumeratorCancellation] CancellationToken token)
    {
        while (true)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "on ");
        }
    }
}
