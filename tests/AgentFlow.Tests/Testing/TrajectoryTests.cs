using AgentFlow.Agents;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Testing;

public sealed class TrajectoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Called_InOrderWithArguments_Passes()
    {
        var way = await RunAsync();

        way.Called("search").With("city", "Paris").AtMost(2).Before("book").Ended(ToolOutcome.Succeeded);
        way.Called("search").With("where.zip", 5).Exactly(1);
        way.Called("book").After("search").Exactly(1);
        way.NeverCalled("delete").CallsAre("search", "search", "book", "nonsense").Answered("Booked");
        way.Called("nonsense").Ended(ToolOutcome.UnknownTool);
    }

    [Theory]
    [InlineData("'fly' must be called at least once, and was 0 times.")]
    [InlineData("'search' must be called at most once, and was 2 times.")]
    [InlineData("'search' with city=\"Rome\" must be called at least once, and was 0 times.")]
    [InlineData("'search' must be called after 'book'.")]
    [InlineData("'book' must never be called.")]
    [InlineData("The calls must be: book, search.")]
    [InlineData("The answer must contain 'Sorry'.")]
    [InlineData("'nonsense' must end with Succeeded.")]
    public async Task Expectations_ThatDoNotHold_SayWhatWentOn(string message)
    {
        var way = await RunAsync();
        Dictionary<string, Action> expectations = new()
        {
            ["'fly' must"] = () => way.Called("fly"),
            ["'search' must be called at most"] = () => way.Called("search").AtMost(1),
            ["'search' with"] = () => way.Called("search").With("city", "Rome"),
            ["'search' must be called after"] = () => way.Called("search").After("book"),
            ["'book' must never"] = () => way.NeverCalled("book"),
            ["The calls"] = () => way.CallsAre("book", "search"),
            ["The answer"] = () => way.Answered("Sorry"),
            ["'nonsense'"] = () => way.Called("nonsense").Ended(ToolOutcome.Succeeded),
        };

        var error = Assert.Throws<TrajectoryException>(expectations.Single(e => message.StartsWith(e.Key, StringComparison.Ordinal)).Value);

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("1. search({\"city\":\"Paris\"}) -> Succeeded", error.Message, StringComparison.Ordinal);
        Assert.Contains("answer: Booked it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_RunThatIsStillStreaming_HasOpenCalls()
    {
        var model = new ScriptedChatClient().Calls("pay", "{}");
        var agent = new Agent(model, new AgentOptions { Tools = [Tool.Create(() => "paid", "pay").WithApproval()] });

        var way = await Trajectory.OfAsync(await agent.RunAsync("Pay.", cancellationToken: Token), agent.Journal, Token);

        Assert.Null(Assert.Single(way.Calls).Outcome);
        Assert.Null(way.Answer);
        model.AssertAllUsed();
    }

    private static async Task<Trajectory> RunAsync()
    {
        var model = new ScriptedChatClient()
            .Calls("search", """{"city":"Paris"}""")
            .CallsAll(("search", """{"where":{"zip":5.0}}""", "c2"), ("book", """{"id":7}""", "c3"))
            .Calls("nonsense")
            .Says("Booked it.");
        var agent = new Agent(model, new AgentOptions
        {
            Tools = [Tool.Create((string? city = null, Dictionary<string, int>? where = null) => "found", "search", effect: ToolEffect.Pure), Tool.Create((int id) => id, "book")],
        });
        return await Trajectory.OfAsync(await agent.RunAsync("Book.", cancellationToken: Token), agent.Journal, Token);
    }
}
