using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

/// <summary>The first piece reaches the consumer before the model has made the second.</summary>
public sealed class ReadyMadeStreamTests
{
    private static readonly Document[] Documents = [Document.FromText("one"), Document.FromText("two")];

    private int _made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Llm_FirstPiece_ComesAtOnce() =>
        ExpectAsync(0, model => LlmChain.Create(PromptTemplate.Parse("{x}"), model).StreamAsync(new Dictionary<string, object?> { ["x"] = 1 }, Token).TextAsync(Token));

    [Fact]
    public Task Conversation_FirstPiece_ComesAtOnce() =>
        ExpectAsync(0, model => ConversationChain.Create(model).StreamAsync(RunRequest.FromText("x", "s"), Token).TextAsync(Token));

    [Fact]
    public Task Stuff_FirstPiece_ComesAtOnce() => ExpectAsync(0, model => SummarizeChain.Stuff(model).StreamAsync(Documents, Token).TextAsync(Token));

    [Fact]
    public Task MapReduce_FirstPieceOfTheLastCall_ComesAtOnce() => ExpectAsync(2, model => SummarizeChain.MapReduce(model).StreamAsync(Documents, Token).TextAsync(Token));

    [Fact]
    public Task Refine_FirstPieceOfTheLastCall_ComesAtOnce() => ExpectAsync(1, model => SummarizeChain.Refine(model).StreamAsync(Documents, Token).TextAsync(Token));

    [Fact]
    public Task Answer_FirstPieceOfTheLastCall_ComesAtOnce() =>
        ExpectAsync(2, model => QuestionAnswerChain.MapReduce(model).StreamAsync(new DocumentQuestion { Question = "?", Documents = Documents }, Token).TextAsync(Token));

    [Fact]
    public async Task Map_Watched_TellsHowFarItIs()
    {
        List<StepProgressed> progress = [];
        var context = new ChainContext { Listener = e => { if (e is StepProgressed p) progress.Add(p); } };

        await Chain.From((int i) => i).Map(maxConcurrency: 2).InvokeAsync([1, 2, 3], context, Token);

        Assert.Equal([0, 1, 2, 3], progress.Select(p => p.Done));
    }

    [Fact]
    public async Task Step_ReportsProgress_ItIsInTheRun()
    {
        List<StepProgressed> progress = [];
        var context = new ChainContext { Listener = e => { if (e is StepProgressed p) progress.Add(p); } };
        var chain = Chain.From<int, int>(async (i, inner, _) =>
        {
            await inner.ReportProgressAsync(1, 2);
            return i;
        }, "work");

        await chain.InvokeAsync(1, context, Token);
        await chain.InvokeAsync(1, Token);

        Assert.Equal(("work", 1, 2), Assert.Single(progress.Select(p => (p.Name, p.Done, p.Total))));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await context.ReportProgressAsync(2, 1));
    }

    private async Task ExpectAsync(int callsBefore, Func<IChatClient, IAsyncEnumerable<string>> stream)
    {
        using var model = new ScriptedChatClient();
        for (var i = 0; i < callsBefore; i++)
            model.Says("before");
        model.Then((_, token) => TwoPieces(token));

        await using var pieces = stream(model).GetAsyncEnumerator(Token);

        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal(("first", 1), (pieces.Current, _made));
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal(("second", 2), (pieces.Current, _made));
        Assert.False(await pieces.MoveNextAsync());
    }

    private async IAsyncEnumerable<ChatResponseUpdate> TwoPieces([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var text in new[] { "first", "second" })
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            _made++;
            yield return new ChatResponseUpdate(ChatRole.Assistant, text);
        }
    }
}
