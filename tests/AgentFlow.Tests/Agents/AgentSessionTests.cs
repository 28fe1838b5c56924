using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentSessionTests
{
    [Fact]
    public async Task RunAsync_SecondRunOfASession_SeesTheFirst()
    {
        var model = new ScriptedChatClient().Says("Hello Ada.").Says("Your name is Ada.");
        var agent = model.Agent();

        await agent.RunAsync("I am Ada.", "s", Token);
        await agent.RunAsync("Who am I?", "s", Token);

        Assert.Equal(["I am Ada.", "Hello Ada.", "Who am I?"], model.Requests[1].Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_AnotherSession_SeesNothingOfIt()
    {
        var model = new ScriptedChatClient().Says("Hello Ada.").Says("I do not know.");
        var agent = model.Agent();

        await agent.RunAsync("I am Ada.", "s", Token);
        await agent.RunAsync("Who am I?", "t", Token);

        Assert.Single(model.Requests[1].Messages);
    }

    [Fact]
    public async Task RunAsync_ToolTurns_LandInTheSessionWhole()
    {
        var agent = new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("5").Agent(Tool.Create((int a, int b) => a + b, "add"));

        await agent.RunAsync("2+3?", "s", Token);

        var session = await agent.Journal.Sessions.LoadAsync("s", Token);
        Assert.Equal(4, session.Version);
        Assert.Equal(["user", "assistant", "tool", "assistant"], session.Messages.Select(m => m.Role.Value));
    }

    [Fact]
    public async Task RunAsync_RunThatFails_LeavesTheSessionAsItWas()
    {
        var agent = new ScriptedChatClient().Throws(new HttpRequestException("down")).Agent();

        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync("hi", "s", Token));

        Assert.Equal(0, (await agent.Journal.Sessions.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task RunAsync_BufferMemory_GivesTheModelTheVeryLogSoThatItsBytesCanBeReused()
    {
        var lineages = new List<object>();
        IAsyncEnumerable<ChatResponseUpdate> Note(IEnumerable<ChatMessage> messages)
        {
            lineages.Add(Assert.IsType<MessageLog>(messages).Lineage);
            return ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, "ok"));
        }
        var agent = new Agent(new SpyClient(Note));

        await agent.RunAsync("one", "s", Token);
        await agent.RunAsync("two", "s", Token);
        await agent.RunAsync("three", "s", Token);

        Assert.Same(lineages[1], lineages[2]);
    }

    [Fact]
    public async Task RunAsync_WindowMemory_ShowsTheLastExchangesAndTheSessionKeepsAll()
    {
        var model = new ScriptedChatClient().Says("a1").Calls("add", """{"a":1,"b":1}""").Says("a2").Says("a3");
        var agent = new Agent(model, new AgentOptions { Memory = new ConversationBufferWindowMemory(1), Tools = [Tool.Create((int a, int b) => a + b, "add")] });

        await agent.RunAsync("q1", "s", Token);
        await agent.RunAsync("q2", "s", Token);
        await agent.RunAsync("q3", "s", Token);

        Assert.Equal(["q2", "", "", "a2", "q3"], model.Requests[^1].Messages.Select(m => m.Text));
        Assert.Equal(8, (await agent.Journal.Sessions.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task EnqueueAsync_RunWaitsUntilItIsResumed()
    {
        var agent = new ScriptedChatClient().Says("done").Agent();

        var runId = await agent.EnqueueAsync(RunRequest.FromText("work", "s"), Token);
        var queued = await agent.LoadAsync(runId, Token);
        var result = await agent.ResumeAsync(runId, cancellationToken: Token);

        Assert.Equal(RunStatus.Queued, queued.Status);
        Assert.Equal("done", result.Text);
    }

    private sealed class SpyClient(Func<IEnumerable<ChatMessage>, IAsyncEnumerable<ChatResponseUpdate>> answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => answer(messages);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
