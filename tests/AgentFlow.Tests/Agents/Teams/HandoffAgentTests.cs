using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

public sealed class HandoffAgentTests
{
    private const string ToBilling = """{"to":"billing","reason":"An invoice.","summary":"Ada asks for invoice 7."}""";

    [Fact]
    public async Task RunAsync_MemberHandsOver_TheOtherAnswersAndHasControlOfTheSession()
    {
        var triage = new ScriptedChatClient().Calls("transfer_conversation", ToBilling);
        var billing = new ScriptedChatClient().Says("It was 20.").Says("You are welcome.");
        var desk = Desk(o => { }, triage, billing);

        var first = await desk.RunAsync(Ask("Invoice 7?", "s"), Token);
        var second = await desk.RunAsync("Thanks.", "s", Token);

        Assert.Equal(("It was 20.", "You are welcome."), (first.Text, second.Text));
        Assert.Equal(["Invoice 7?", "It was 20.", "Thanks."], billing.Requests[1].Texts());
        Assert.Equal(["Invoice 7?", "It was 20.", "Thanks.", "You are welcome."], await desk.SaidAsync("s"));
        Assert.Equal(["triage", "billing"], (await desk.EventsAsync("r1")).OfType<ToolStarted>().Select(t => t.Tool));
        Assert.Equal(RunOutcome.HandedOver, (await desk.LoadAsync("r1.0.triage", Token)).Completed!.Outcome);
    }

    [Fact]
    public async Task RunAsync_WholeConversation_GoesAlongWithANoteOnce()
    {
        var triage = new ScriptedChatClient().Says("What is it about?").Calls("transfer_conversation", ToBilling);
        var billing = new ScriptedChatClient().Says("It was 20.").Says("Yes.");
        var desk = Desk(o => { }, triage, billing);

        await desk.RunAsync("Hi.", "s", Token);
        await desk.RunAsync("Invoice 7?", "s", Token);
        await desk.RunAsync("Sure?", "s", Token);

        Assert.Equal(["Hi.", "What is it about?", "Invoice 7?"], billing.Requests[0].Texts().SkipLast(1));
        Assert.Contains("triage has handed the conversation over to you. Reason: An invoice.", billing.Requests[0].LastText, StringComparison.Ordinal);
        Assert.Equal(["Hi.", "What is it about?", "Invoice 7?", "It was 20.", "Sure?"], billing.Requests[1].Texts());
    }

    [Fact]
    public async Task RunAsync_Summary_StandsForWhatWasSaidBeforeForAsLongAsTheMemberHasControl()
    {
        var triage = new ScriptedChatClient().Says("What is it about?").Calls("transfer_conversation", ToBilling);
        var billing = new ScriptedChatClient().Says("It was 20.").Says("Yes.");
        var desk = Desk(o => o.Context = HandoffContext.Summary, triage, billing);

        await desk.RunAsync("My secret is 1234.", "s", Token);
        await desk.RunAsync("Invoice 7?", "s", Token);
        await desk.RunAsync("Sure?", "s", Token);

        Assert.Contains("Ada asks for invoice 7.", billing.Requests[0].Texts().First(), StringComparison.Ordinal);
        Assert.Equal(["Invoice 7?"], billing.Requests[0].Texts().Skip(1));
        Assert.Contains("Ada asks for invoice 7.", billing.Requests[1].Texts().First(), StringComparison.Ordinal);
        Assert.Equal(["Invoice 7?", "It was 20.", "Sure?"], billing.Requests[1].Texts().Skip(1));
    }

    [Fact]
    public async Task RunAsync_Chosen_IsWhatTheFunctionSays()
    {
        Handoff? seen = null;
        var billing = new ScriptedChatClient().Says("It was 20.");
        var context = HandoffContext.Chosen(handoff =>
        {
            seen = handoff;
            return [new ChatMessage(ChatRole.User, handoff.Summary)];
        });
        var desk = Desk(o => o.Context = context, new ScriptedChatClient().Says("What?").Calls("transfer_conversation", ToBilling), billing);

        await desk.RunAsync("Hi.", "s", Token);
        await desk.RunAsync("Invoice 7?", "s", Token);

        Assert.Equal(["Ada asks for invoice 7."], billing.Requests[0].Texts());
        Assert.Equal(("triage", "billing", "An invoice.", 2), (seen!.From, seen.To, seen.Reason, seen.Since));
        Assert.Equal(["Hi.", "What?", "Invoice 7?"], seen.Conversation.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_HandedBack_ControlGoesBack()
    {
        var triage = new ScriptedChatClient().Calls("transfer_conversation", ToBilling).Says("Anything else?").Says("Bye.");
        var billing = new ScriptedChatClient().Calls("transfer_conversation", """{"to":"triage","reason":"Done.","summary":"Paid."}""");
        var desk = Desk(o => { }, triage, billing);

        var first = await desk.RunAsync("Invoice 7?", "s", Token);
        var second = await desk.RunAsync("No.", "s", Token);

        Assert.Equal(("Anything else?", "Bye."), (first.Text, second.Text));
    }

    [Fact]
    public async Task RunAsync_TheyHandItRoundAndRound_WhoHasItInTheEndMustAnswer()
    {
        ScriptedChatClient Passes(string to, int times)
        {
            var model = new ScriptedChatClient();
            for (var i = 0; i < times; i++)
                model.Calls("transfer_conversation", $$"""{"to":"{{to}}","reason":"Not mine.","summary":"?"}""");
            return model;
        }
        var triage = Passes("billing", 2);
        var billing = Passes("triage", 1).Says("Then I will.");
        var desk = Desk(o => o.MaxHandoffs = 3, triage, billing);

        var result = await desk.RunAsync("Go.", cancellationToken: Token);

        Assert.Equal("Then I will.", result.Text);
        Assert.NotNull(billing.Requests[0].Options!.Tools);
        Assert.Null(billing.Requests[1].Options!.Tools);
    }

    [Fact]
    public async Task RunAsync_AnswerThatLooksLikeAHandoff_IsAnAnswer()
    {
        var result = await Desk(o => { }, new ScriptedChatClient().Says(ToBilling), Always("no")).RunAsync("Go.", cancellationToken: Token);

        Assert.Equal(ToBilling, result.Text);
    }

    [Fact]
    public async Task RunAsync_MemberInControlFails_KeepsControl()
    {
        var triage = new ScriptedChatClient().Calls("transfer_conversation", ToBilling);
        var billing = new ScriptedChatClient().Throws(new HttpRequestException("down")).Says("It was 20.");
        var desk = Desk(o => { }, triage, billing);

        var first = await desk.RunAsync("Invoice 7?", "s", Token);
        var second = await desk.RunAsync("And now?", "s", Token);

        Assert.StartsWith("I could not get an answer from 'billing'.", first.Text, StringComparison.Ordinal);
        Assert.Equal("It was 20.", second.Text);
    }

    [Fact]
    public async Task ResumeAsync_StoppedAfterEveryAppend_TheHandoffHappensOnce()
    {
        var points = 0;
        for (var appends = 1; ; appends++)
        {
            var memory = new InMemoryJournal();
            var stopping = new Planning.StoppingJournal(memory, appends);
            await Record.ExceptionAsync(() => Make(stopping).RunAsync(Ask("Invoice 7?", "s"), Token));
            if (!stopping.HasStopped)
                break;
            points++;

            var result = await Make(memory).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal("It was 20.", result.Text);
            Assert.Equal(["r1", "r1.0.triage", "r1.1.billing"], (await memory.RunsAsync()).Select(r => r.RunId).Order());
            Assert.Equal(["Invoice 7?", "It was 20."], await Make(memory).SaidAsync("s"));
        }
        Assert.True(points > 10, $"The run was stopped at {points} places only.");

        static Agent Make(IRunJournal journal) => HandoffAgent.Create(
            new HandoffOptions { Members = [By(_ => Call("transfer_conversation", ToBilling)).Member("triage"), Always("It was 20.").Member("billing")] },
            new AgentOptions { Journal = journal });
    }

    private static Agent Desk(Action<HandoffOptions> change, IChatClient triage, IChatClient billing)
    {
        var options = new HandoffOptions { Members = [triage.Member("triage"), billing.Member("billing")] };
        change(options);
        return HandoffAgent.Create(options);
    }
}
