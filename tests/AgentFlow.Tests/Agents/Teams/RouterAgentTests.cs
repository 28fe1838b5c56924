using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

public sealed class RouterAgentTests
{
    private const string Billing = """{"name":"billing","reason":"It is about an invoice."}""";

    [Fact]
    public async Task RunAsync_ModelChooses_ThatMemberAnswersAndTheChoiceIsJournaled()
    {
        var billing = new ScriptedChatClient().Says("It was 20.");
        var chooser = new ScriptedChatClient().Says(Billing);
        var router = Router(chooser, billing);

        var result = await router.RunAsync(Ask("What was my invoice?"), Token);

        Assert.Equal("It was 20.", result.Text);
        var choice = (await router.EventsAsync("r1")).OfType<ModelResponded>().First();
        Assert.Equal("billing", Assert.Single(choice.Message.Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal("It is about an invoice.", Assert.Single(choice.Message.Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal((15, "scripted"), (choice.Usage!.TotalTokenCount, choice.ModelId));
        Assert.Equal(30, result.State.Tokens);
        Assert.NotNull(chooser.Requests[0].Options!.ResponseFormat);
    }

    [Theory]
    [InlineData("""{"name":"none","reason":"?"}""", 1)]
    [InlineData("no idea", 2)]
    public async Task RunAsync_NobodyFitsOrNothingCanBeRead_TheDefaultAnswers(string answer, int asked)
    {
        var general = new ScriptedChatClient().Says("Hello.");
        var chooser = new ScriptedChatClient().Says(answer).Says(answer);

        var result = await Router(chooser, new ScriptedChatClient(), general, "general").RunAsync("Hi", cancellationToken: Token);

        Assert.Equal("Hello.", result.Text);
        Assert.Equal(asked, chooser.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_AnswerCannotBeReadAtFirst_TheModelIsToldWhy()
    {
        var chooser = new ScriptedChatClient().Says("""{"name":"bill"}""").Says(Billing);

        var result = await Router(chooser, new ScriptedChatClient().Says("20.")).RunAsync("Invoice?", cancellationToken: Token);

        Assert.Equal("20.", result.Text);
        Assert.Contains("could not be used", chooser.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ChosenMemberFails_TheDefaultAnswers()
    {
        var billing = new ScriptedChatClient().Throws(new HttpRequestException("down"));

        var result = await Router(new ScriptedChatClient().Says(Billing), billing, new ScriptedChatClient().Says("Somebody will call you."), "general").RunAsync("Invoice?", cancellationToken: Token);

        Assert.Equal("Somebody will call you.", result.Text);
    }

    [Fact]
    public async Task RunAsync_EverybodyFails_SaysSo()
    {
        var result = await Router(new ScriptedChatClient().Says(Billing), new ScriptedChatClient().Throws(new HttpRequestException("down"))).RunAsync("Invoice?", cancellationToken: Token);

        Assert.StartsWith("I could not get an answer from 'billing'.", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Session_HasQuestionsAndAnswersOnlyAndEveryMemberSeesIt()
    {
        var billing = new ScriptedChatClient().Says("20.");
        var general = new ScriptedChatClient().Says("You are welcome.");
        var chooser = new ScriptedChatClient().Says(Billing).Says("""{"name":"general","reason":"Thanks."}""");
        var router = Router(chooser, billing, general);

        await router.RunAsync("Invoice?", "s", Token);
        await router.RunAsync("Thanks.", "s", Token);

        Assert.Equal(["Invoice?", "20.", "Thanks."], general.Requests[0].Texts());
        Assert.Equal(["Invoice?", "20.", "Thanks."], chooser.Requests[1].Texts().SkipLast(1));
        Assert.Equal(["Invoice?", "20.", "Thanks.", "You are welcome."], await router.SaidAsync("s"));
        Assert.Equal([null, "billing", null, "general"], (await router.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.AuthorName));
    }

    [Fact]
    public async Task EnqueueAsync_Router_IsAnAgentLikeAnyOther()
    {
        var router = Router(new ScriptedChatClient().Says(Billing), new ScriptedChatClient().Says("20."));

        var runId = await router.EnqueueAsync(RunRequest.FromText("Invoice?"), Token);
        var result = await router.ResumeAsync(runId, cancellationToken: Token);

        Assert.Equal("20.", result.Text);
    }

    [Fact]
    public async Task ResumeAsync_QueuedBehindAnother_MembersSeeWhatWasSaidInTheMeantime()
    {
        var billing = new ScriptedChatClient().Says("20.").Says("21.");
        var router = Router(new ScriptedChatClient().Says(Billing).Says(Billing), billing);
        var first = await router.EnqueueAsync(RunRequest.FromText("Invoice 7?", "s"), Token);
        var second = await router.EnqueueAsync(RunRequest.FromText("And 8?", "s"), Token);

        await router.ResumeAsync(first, cancellationToken: Token);
        await router.ResumeAsync(second, cancellationToken: Token);

        Assert.Equal(["Invoice 7?", "20.", "And 8?"], billing.Requests[1].Texts());
    }

    [Fact]
    public async Task RunAsync_Typed_TheMemberIsHeldToTheSchema()
    {
        var billing = new ScriptedChatClient().Says("It was 20.").Says("""{"total":20}""");

        var result = await Router(new ScriptedChatClient().Says(Billing), billing).RunAsync<Invoice>("Invoice 7?", cancellationToken: Token);

        Assert.Equal(20, result.Value.Total);
        Assert.Equal(2, billing.Requests.Count);
    }

    [Fact]
    public async Task StreamAsync_Router_YieldsWhatIsJournaled()
    {
        var router = Router(new ScriptedChatClient().Says(Billing), new ScriptedChatClient().Says("It was 20."));

        var events = await router.StreamAsync(Ask("Invoice?"), Token).ToListAsync();

        Assert.Equal("It was 20.", string.Concat(events.OfType<TextDelta>().Select(d => d.Text)));
        Assert.Equal(await router.EventsAsync("r1"), events.Where(e => e is not TextDelta));
    }

    [Fact]
    public void Create_NotValid_SaysEverythingAtOnce()
    {
        var options = new RouterOptions { Members = [Always("a").Member("a"), Always("b").Member("a")], Default = "c" };

        var error = Assert.Throws<ArgumentException>(() => RouterAgent.Create(Always("x"), options));

        Assert.Contains("Default is 'c'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Two members are named 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_InstructionsOfItsOwn_ThrowsRatherThanIgnoreThem()
    {
        var options = new RouterOptions { Members = [Always("a").Member("a")] };

        Assert.Throws<ArgumentException>(() => RouterAgent.Create(Always("x"), options, new AgentOptions { Instructions = "Be kind." }));
    }

    private sealed record Invoice(int Total);

    private static Agent Router(IChatClient chooser, IChatClient billing, IChatClient? general = null, string? otherwise = null) => RouterAgent.Create(
        chooser, new RouterOptions { Members = [billing.Member("billing"), (general ?? Always("Hello.")).Member("general")], Default = otherwise });
}
