using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class TaskQueueTests
{
    [Fact]
    public async Task RunAsync_TasksLeadToTasks_AreOrderedDoneAndPutTogether()
    {
        using var model = new ScriptedChatClient()
            .Says("""{"tasks":["a","b"]}""").Says("did a")
            .Says("""{"tasks":["c"]}""").Says("""{"order":[3,2]}""").Says("did c")
            .Says("""{"tasks":[]}""").Says("did b")
            .Says("""{"tasks":[]}""").Says("All done.");

        var result = await Agent(model).RunAsync("goal", cancellationToken: Token);

        Assert.Equal((RunOutcome.Answered, "All done."), (result.Outcome, result.Text));
        Assert.Contains("Your task: c", model.Requests[4].LastText, StringComparison.Ordinal);
        Assert.Contains("1. a\ndid a", model.Requests[4].LastText, StringComparison.Ordinal);
        Assert.Contains("1. a\ndid a\n\n3. c\ndid c\n\n2. b\ndid b", model.Requests[8].LastText, StringComparison.Ordinal);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task RunAsync_DuplicatesAndTooManyTasks_AreDropped()
    {
        using var model = new ScriptedChatClient()
            .Says("""{"tasks":["Find A","find a.","", "B", "C", "D"]}""").Says("1").Says("""{"order":[]}""").Says("2").Says("3").Says("end");

        var result = await Agent(model, new() { MaxTasks = 3 }).RunAsync("goal", cancellationToken: Token);

        Assert.Equal("end", result.Text);
        Assert.Contains("2. B\n3. C", model.Requests[2].LastText, StringComparison.Ordinal);
        Assert.DoesNotContain("4.", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RoundsRunOut_AnswerNamesWhatWasNotDone()
    {
        using var model = new ScriptedChatClient().Says("""{"tasks":["a","b"]}""").Says("did a").Says("end");

        var result = await Agent(model, new() { MaxRounds = 1 }).RunAsync("goal", cancellationToken: Token);

        Assert.Equal("end", result.Text);
        Assert.Contains("Not carried out:\n2. b", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ListsCannotBeRead_QueueGoesOnWithWhatItHas()
    {
        using var model = new ScriptedChatClient()
            .Says("x").Says("y").Says("did the goal").Says("x").Says("y").Says("end");

        var result = await Agent(model, new() { MaxListRetries = 1 }).RunAsync("goal", cancellationToken: Token);

        Assert.Equal("end", result.Text);
        Assert.Contains("Your task: goal", model.Requests[2].LastText, StringComparison.Ordinal);
        Assert.Contains("could not be used", model.Requests[4].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TaskUsesTools_TheyAreCalledWithinTheTask()
    {
        using var model = new ScriptedChatClient()
            .Says("""{"tasks":["a"]}""").Calls("search", """{"query":"x"}""").Says("found x").Says("""{"tasks":[]}""").Says("end");
        var agent = new Agent(model.UseTaskQueue(), new AgentOptions { Tools = [Tool.Create((string query) => $"<{query}>", "search", effect: ToolEffect.Pure)] });

        var result = await agent.RunAsync("goal", cancellationToken: Token);

        Assert.Equal("end", result.Text);
        Assert.Equal("<x>", model.Requests[2].LastText);
        Assert.Null(model.Requests[0].Options!.Tools);
        Assert.NotNull(model.Requests[1].Options!.Tools);
        Assert.Contains("Its result: found x", model.Requests[3].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TurnsRunOut_AnswersWithTheResultsSoFar()
    {
        using var model = new ScriptedChatClient().Says("""{"tasks":["a","b"]}""").Says("did a").Says("end");

        var agent = new Agent(model.UseTaskQueue(), new AgentOptions { Limits = new() { MaxIterations = 3 } });
        var result = await agent.RunAsync("goal", cancellationToken: Token);

        Assert.Equal((RunOutcome.MaxIterations, "end"), (result.Outcome, result.Text));
        Assert.Contains("did a", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void UseTaskQueue_OptionsOutOfRange_AllProblemsAreTold()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => model.UseTaskQueue(new() { MaxRounds = 0, MaxTasks = 0, MaxListRetries = -1, MaxResultLength = 1 }));

        Assert.All((string[])["MaxRounds", "MaxTasks", "MaxListRetries", "MaxResultLength"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static Agent Agent(ScriptedChatClient model, TaskQueueOptions? options = null) => new(model.UseTaskQueue(options));
}
