using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class ReflectionTests
{
    private const string Accepts = """{"critique":"Good.","accepted":true}""";
    private const string Refuses = """{"critique":"Say why.","accepted":false}""";

    [Fact]
    public async Task RunAsync_CriticAccepts_DraftIsTheAnswer()
    {
        using var model = new ScriptedChatClient().Says("draft").Says(Accepts);

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal((RunOutcome.Answered, "draft"), (result.Outcome, result.Text));
        Assert.Contains("Draft:\ndraft", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task RunAsync_CriticRefuses_WriterSeesDraftAndCritique()
    {
        using var model = new ScriptedChatClient().Says("draft").Says(Refuses).Says("better").Says(Accepts);

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal("better", result.Text);
        Assert.Contains("Draft:\ndraft", model.Requests[2].LastText, StringComparison.Ordinal);
        Assert.Contains("Say why.", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RevisionsRunOut_LastRevisionIsReturnedUncriticised()
    {
        using var model = new ScriptedChatClient().Says("1").Says(Refuses).Says("2").Says(Refuses).Says("3");

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal("3", result.Text);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task RunAsync_NothingChanges_Stops()
    {
        using var model = new ScriptedChatClient().Says("same").Says(Refuses).Says("same\n");

        var result = await Agent(model, new() { MaxRevisions = 9 }).RunAsync("q", cancellationToken: Token);

        Assert.Equal("same\n", result.Text);
    }

    [Fact]
    public async Task RunAsync_VerdictCannotBeRead_IsAskedForAgainAndThenTheDraftStands()
    {
        using var model = new ScriptedChatClient().Says("draft").Says("nice").Says("""{"accepted":true}""").Says("really nice");

        var result = await Agent(model).RunAsync("q", cancellationToken: Token);

        Assert.Equal("draft", result.Text);
        Assert.Contains("could not be used", model.Requests[2].LastText, StringComparison.Ordinal);
        Assert.Contains("critique", model.Requests[3].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CriticOfItsOwnAndCriteria_AreUsed()
    {
        using var model = new ScriptedChatClient().Says("draft");
        using var critic = new ScriptedChatClient().Says(Accepts);

        var result = await Agent(model, new() { Critic = critic, Criteria = "It must rhyme." }).RunAsync("q", cancellationToken: Token);

        Assert.Equal("draft", result.Text);
        Assert.Contains("It must rhyme.", critic.Requests[0].LastText, StringComparison.Ordinal);
        Assert.Equal(30, result.State.Tokens);
    }

    [Fact]
    public async Task StreamAsync_Drafts_AreJournaledAndNotSaid()
    {
        using var model = new ScriptedChatClient().Says("draft").Says(Refuses).Says("better").Says(Accepts);

        var events = await Agent(model).StreamAsync("q", cancellationToken: Token).ToListAsync();

        Assert.Equal(["better"], events.OfType<TextDelta>().Select(d => d.Text));
        Assert.Equal(
            ["reflection-writer: draft", $"reflection-critic: {Refuses}", "reflection-writer: better", $"reflection-critic: {Accepts}", ": better"],
            events.OfType<ModelResponded>().Select(e => $"{e.Message.AuthorName}: {string.Concat(e.Message.Contents.Select(c => (c as TextReasoningContent)?.Text ?? (c as TextContent)?.Text))}"));
    }

    [Fact]
    public async Task RunAsync_AnswerBreaksItsSchema_GoesBackToTheModel()
    {
        using var model = new ScriptedChatClient().Says("{}").Says(Accepts).Says("""{"n":1}""");
        var request = new RunRequest
        {
            Messages = [new(ChatRole.User, "q")],
            OutputSchema = System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}"""),
        };

        var result = await Agent(model).RunAsync(request, Token);

        Assert.Equal((RunOutcome.Answered, """{"n":1}"""), (result.Outcome, result.Text));
        Assert.Equal(["q", "{}"], model.Requests[2].Messages.Take(2).Select(m => m.Text));
    }

    [Fact]
    public void UseReflection_OptionsOutOfRange_AllProblemsAreTold()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => model.UseReflection(new() { MaxRevisions = -1, MaxVerdictRetries = -2 }));

        Assert.Contains("MaxRevisions is '-1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxVerdictRetries is '-2'", error.Message, StringComparison.Ordinal);
    }

    private static Agent Agent(ScriptedChatClient model, ReflectionOptions? options = null) => new(model.UseReflection(options));
}
