using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Tests;

public sealed class TeamTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    private string Db => Path.Combine(_folder, "team.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Handoff_InAnotherProcess_ControlAndWhatWentAlongAreKept()
    {
        await using (var journal = new SqliteJournal(Db))
        {
            var triage = new ScriptedChatClient().Says("What is it?").Calls("transfer_conversation", """{"to":"billing","reason":"An invoice.","summary":"Ada, invoice 7."}""");
            await Desk(journal, triage, new ScriptedChatClient()).RunAsync("Hi.", "s", Token);
            await Desk(journal, triage, new ScriptedChatClient().Says("20.")).RunAsync("Invoice 7?", "s", Token);
        }
        var billing = new ScriptedChatClient().Says("Yes.");

        await using var again = new SqliteJournal(Db);
        var result = await Desk(again, new ScriptedChatClient(), billing).RunAsync("Sure?", "s", Token);

        Assert.Equal("Yes.", result.Text);
        Assert.Contains("Ada, invoice 7.", billing.Requests[0].Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(["Invoice 7?", "20.", "Sure?"], billing.Requests[0].Messages.Skip(1).Select(m => m.Text));
    }

    [Fact]
    public async Task AgentAsTool_ApprovalInAnotherProcess_GoesDownAndTheChildGoesOn()
    {
        var paid = 0;
        var pay = Tool.Create(() => $"paid {++paid}", "pay").WithApproval();
        await using (var journal = new SqliteJournal(Db))
            await Boss(journal, new ScriptedChatClient().Calls("clerk", """{"task":"Pay."}"""), new ScriptedChatClient().Calls("pay")).RunAsync(new RunRequest { Messages = [new(Microsoft.Extensions.AI.ChatRole.User, "Pay.")], RunId = "r1" }, Token);

        await using var again = new SqliteJournal(Db);
        var boss = Boss(again, new ScriptedChatClient().Says("Paid."), new ScriptedChatClient().Says("It is paid."));
        var waiting = await boss.LoadAsync("r1", Token);
        var result = await boss.ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);

        Assert.Equal("call_1/call_1", waiting.Pending[0].CallId);
        Assert.Equal("Paid.", result.Text);
        Assert.Equal(1, paid);

        Agent Boss(SqliteJournal journal, ScriptedChatClient model, ScriptedChatClient clerk) => new(model, new AgentOptions
        {
            Journal = journal,
            Tools = [new Agent(clerk, new AgentOptions { Name = "clerk", Tools = [pay] }).AsTool(null, "Pays.")],
        });
    }

    [Fact]
    public async Task RunAsync_RequestsOfOneSession_AreQueuedByTheJournalWhicheverAgentIsAsked()
    {
        await using var journal = new SqliteJournal(Db);
        var gate = new TaskCompletionSource();
        var first = new Agent(new ScriptedChatClient().Then((_, _) => LateAsync(gate)), new AgentOptions { Name = "a", Journal = journal });
        var second = new Agent(new ScriptedChatClient().Says("two"), new AgentOptions { Name = "b", Journal = journal });

        var one = first.RunAsync("first", "s", Token);
        var two = second.RunAsync("second", "s", Token);
        gate.SetResult();
        await Task.WhenAll(one, two);

        Assert.Equal(["first", "one", "second", "two"], (await journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    private static async IAsyncEnumerable<Microsoft.Extensions.AI.ChatResponseUpdate> LateAsync(TaskCompletionSource gate)
    {
        await gate.Task;
        yield return new(Microsoft.Extensions.AI.ChatRole.Assistant, "one");
    }

    private static Agent Desk(SqliteJournal journal, ScriptedChatClient triage, ScriptedChatClient billing) => HandoffAgent.Create(
        new HandoffOptions
        {
            Members =
            [
                new TeamMember(new Agent(triage, new AgentOptions { Name = "triage" }), "Greets."),
                new TeamMember(new Agent(billing, new AgentOptions { Name = "billing" }), "Invoices."),
            ],
            Context = HandoffContext.Summary,
        },
        new AgentOptions { Journal = journal });
}
