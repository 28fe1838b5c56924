using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

public sealed class DebateAgentTests
{
    [Fact]
    public async Task RunAsync_AllAgree_EndsAfterTheFirstRound()
    {
        var debate = Debate(o => { }, Always("Paris."), Always("paris"), Always(" PARIS! "));

        var result = await debate.RunAsync("Capital of France?", cancellationToken: Token);

        Assert.Equal("Paris.", result.Text);
        Assert.Equal(3, result.State.ToolCalls);
    }

    [Fact]
    public async Task RunAsync_TheyDiffer_EachSeesTheOthersAnswersAndMayChange()
    {
        var a = new ScriptedChatClient().Says("Lyon").Says("Paris");
        var b = new ScriptedChatClient().Says("Paris").Says("Paris");
        var debate = Debate(o => { }, a, b);

        var result = await debate.RunAsync(Ask("Capital of France?"), Token);

        Assert.Equal("Paris", result.Text);
        Assert.Equal("Capital of France?", a.Requests[1].Messages[0].Text);
        Assert.Contains("m2:\nParis", a.Requests[1].LastText, StringComparison.Ordinal);
        Assert.DoesNotContain("Lyon", a.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Equal(["r1", "r1.0.m1", "r1.0.m2", "r1.1.m1", "r1.1.m2"], (await debate.Journal.RunsAsync()).Select(r => r.RunId).Order());
    }

    [Fact]
    public async Task RunAsync_Majority_WinsInTheWordsOfItsFirst()
    {
        var result = await Debate(o => o.Rounds = 0, Always("no"), Always("Yes."), Always("yes")).RunAsync("?", cancellationToken: Token);

        Assert.Equal("Yes.", result.Text);
    }

    [Fact]
    public async Task RunAsync_Tie_GoesToTheAnswerOfTheFirstMember()
    {
        var result = await Debate(o => o.Rounds = 0, Always("b"), Always("a"), Always("a"), Always("b")).RunAsync("?", cancellationToken: Token);

        Assert.Equal("b", result.Text);
    }

    [Fact]
    public async Task RunAsync_Normalizer_SaysWhatIsTheSame()
    {
        var result = await Debate(
            o =>
            {
                o.Rounds = 0;
                o.Normalize = text => text.Split(' ')[^1];
            },
            Always("I think 5"), Always("It is 4"), Always("surely 4")).RunAsync("?", cancellationToken: Token);

        Assert.Equal("It is 4", result.Text);
    }

    [Fact]
    public async Task RunAsync_Judge_DecidesWhereTheyDiffer()
    {
        var judge = new ScriptedChatClient().Says("Both have a point.");
        var debate = Debate(
            o =>
            {
                o.Rounds = 0;
                o.Judge = judge.Named("solomon");
            },
            Always("mine"), Always("no, mine"));

        var result = await debate.RunAsync("Whose is it?", cancellationToken: Token);

        Assert.Equal("Both have a point.", result.Text);
        Assert.Contains("m1:\nmine\n\nm2:\nno, mine", judge.Requests[0].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MemberFails_TheOthersAreCounted()
    {
        var broken = new ScriptedChatClient().Throws(new HttpRequestException("down"));

        var result = await Debate(o => o.Rounds = 0, broken, Always("a"), Always("a")).RunAsync("?", cancellationToken: Token);

        Assert.Equal("a", result.Text);
    }

    [Fact]
    public async Task RunAsync_AllFail_SaysSo()
    {
        var result = await Debate(o => { }, new ScriptedChatClient().Throws(new HttpRequestException("down"))).RunAsync("?", cancellationToken: Token);

        Assert.StartsWith("I could not get an answer from 'm1'.", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MembersOfARound_AnswerAtTheSameTime()
    {
        var all = new TaskCompletionSource();
        var waiting = 0;
        IChatClient Waits() => new ScriptedChatClient().Then((_, token) => AnswerAsync(token));
        async IAsyncEnumerable<ChatResponseUpdate> AnswerAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            if (Interlocked.Increment(ref waiting) == 6)
                all.SetResult();
            await all.Task.WaitAsync(token);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "same");
        }

        var result = await Debate(o => { }, [.. Enumerable.Range(0, 6).Select(_ => Waits())]).RunAsync("?", cancellationToken: Token);

        Assert.Equal("same", result.Text);
    }

    [Fact]
    public async Task RunAsync_TokensUsedUp_AnswersWithTheCountSoFar()
    {
        var debate = DebateAgent.Create(new DebateOptions { Members = [Always("a").Member("m1"), Always("b").Member("m2")], Rounds = 5 }, new AgentOptions { Limits = { MaxTokens = 25 } });

        var result = await debate.RunAsync("?", cancellationToken: Token);

        Assert.Equal((RunOutcome.TokenBudget, "a"), (result.Outcome, result.Text));
    }

    [Fact]
    public async Task ResumeAsync_StoppedAfterEveryAppend_NobodyWhoHasAnsweredIsAskedAgain()
    {
        var points = 0;
        for (var appends = 1; ; appends++)
        {
            var memory = new InMemoryJournal();
            var stopping = new Planning.StoppingJournal(memory, appends);
            await Record.ExceptionAsync(() => Make(stopping, []).RunAsync(Ask("?"), Token));
            if (!stopping.HasStopped)
                break;
            points++;
            var done = (await memory.RunsAsync()).Where(r => r.Status == RunStatus.Completed).Select(r => r.RunId).ToHashSet();
            List<string> asked = [];

            var result = await Make(memory, asked).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal("both", result.Text);
            Assert.Equal(5, asked.Count + done.Count(id => id != "r1"));
            Assert.Equal(6, (await memory.RunsAsync()).Count(r => r.Status == RunStatus.Completed));
        }
        Assert.True(points > 12, $"The run was stopped at {points} places only.");

        static Agent Make(IRunJournal journal, List<string> asked)
        {
            IChatClient Says(string text) => By(_ =>
            {
                lock (asked)
                    asked.Add(text);
                return Text(text);
            });
            return DebateAgent.Create(
                new DebateOptions { Members = [Says("a").Member("m1"), Says("b").Member("m2")], Judge = Says("both").Named("judge") },
                new AgentOptions { Journal = journal });
        }
    }

    [Fact]
    public void Create_NotValid_SaysEverythingAtOnce()
    {
        var error = Assert.Throws<ArgumentException>(() => DebateAgent.Create(new DebateOptions { Rounds = -1 }));

        Assert.Contains("Rounds is '-1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Members is empty", error.Message, StringComparison.Ordinal);
    }

    private static Agent Debate(Action<DebateOptions> change, params IChatClient[] models)
    {
        var options = new DebateOptions { Members = [.. models.Select((m, i) => m.Member($"m{i + 1}"))] };
        change(options);
        return DebateAgent.Create(options);
    }
}
