using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Testing;

public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void UseFaults_RatesOutOfRange_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => new ScriptedChatClient().UseFaults(new FaultOptions { Drop = 2, Truncate = double.NaN, MaxDelay = TimeSpan.FromSeconds(-1) }));

        Assert.Equal("The fault options are not valid. Drop is 2; it must lie between 0 and 1. Truncate is NaN; it must lie between 0 and 1. MaxDelay is '-00:00:01'; it must not be negative.", error.Message);
    }

    [Fact]
    public async Task Delay_OnAManualClock_WaitsForIt()
    {
        var clock = new ManualTimeProvider();
        var client = new ScriptedChatClient().Says("late").UseFaults(new FaultOptions { Delay = 1, TimeProvider = clock });

        var answer = client.GetResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token);

        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal("late", (await answer).Text);
    }

    [Fact]
    public async Task MalformCalls_Always_ReachesTheModelAsAnError()
    {
        var model = new ScriptedChatClient().Calls("pay", """{"amount":5}""").Says("It did not work.");
        var agent = new Agent(model.UseFaults(new FaultOptions { MalformCalls = 1 }), new AgentOptions { Tools = [Tool.Create((int amount) => amount, "pay")] });

        var way = await Trajectory.OfAsync(await agent.RunAsync("Pay.", cancellationToken: Token), agent.Journal, Token);

        way.Called("pay").Exactly(1).Ended(ToolOutcome.MalformedArguments);
    }

    /// <summary>Whatever happens to the connection, a run can be resumed until it ends, no effect is made twice, and the journal tells the whole story.</summary>
    [Fact]
    public async Task Run_UnderAllFaults_EndsWithEveryEffectOnce()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            List<int> effects = [];
            var journal = new InMemoryJournal();
            var faults = new FaultOptions { Seed = seed, Drop = 0.15, RateLimit = 0.1, Truncate = 0.2, Duplicate = 0.2, Delay = 0.2, MaxDelay = TimeSpan.Zero };
            var client = new Shop().UseFaults(faults);
            var agent = new Agent(client, new AgentOptions { Journal = journal, Tools = [Tool.Create((int item) => effects.Add(item), "buy")] });

            var result = await UntilEndAsync(agent, $"run-{seed}");

            Assert.Equal([0, 1, 2], effects);
            Assert.Equal(RunOutcome.Answered, result.Outcome);
            Trajectory.Of(await journal.ReadAsync(result.RunId, Token).ToListAsync(Token)).Called("buy").Exactly(3).Ended(ToolOutcome.Succeeded);
        }
    }

    private static async Task<RunResult> UntilEndAsync(Agent agent, string runId)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            try
            {
                return attempt == 0
                    ? await agent.RunAsync(new RunRequest { RunId = runId, Messages = [new(ChatRole.User, "Buy three.")] }, Token)
                    : await agent.ResumeAsync(runId, cancellationToken: Token);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                // The fault; the run is resumed.
            }
        }
        throw new InvalidOperationException("The run never ended.");
    }

    /// <summary>Buys item after item, whatever it has said before: it reads from the messages how far it is.</summary>
    private sealed class Shop : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var done = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Count();
            return done == 3
                ? ScriptedChatClient.Updates(new(ChatRole.Assistant, "All "), new ChatResponseUpdate(ChatRole.Assistant, "bought."))
                : ScriptedChatClient.Updates(new(ChatRole.Assistant, "Next. "), new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("buy", $$"""{"item":{{done}}}""", $"c{done}")]));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
