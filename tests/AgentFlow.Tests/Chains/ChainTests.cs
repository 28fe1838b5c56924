using System.Runtime.CompilerServices;
using AgentFlow.Chains;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

public sealed class ChainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvokeAsync_StepsPutTogetherByMethodAndByOperator_GivesTheSame()
    {
        var length = Chain.From((string text) => text.Length);
        var twice = Chain.From((int number) => number * 2);

        var byMethod = length.Then(twice).Then(number => $"<{number}>");
        var byOperator = length | twice | ((int number) => $"<{number}>");

        Assert.Equal("<6>", await byMethod.InvokeAsync("abc", Token));
        Assert.Equal("<6>", await byOperator.InvokeAsync("abc", Token));
    }

    [Fact]
    public async Task InvokeAsync_AsynchronousFunctions_AreAwaited()
    {
        var chain = Chain.From(async (int x) => { await Task.Yield(); return x + 1; })
            .Then(async (x, token) => { await Task.Yield(); return x * 10; })
            .Then(AddAsync);

        Assert.Equal(21, await chain.InvokeAsync(1, Token));

        static Task<int> AddAsync(int x, CancellationToken token) => Task.FromResult(x + 1);
    }

    [Fact]
    public async Task InvokeAsync_TextModelText_AnswersTheText()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var chain = (Chain.From((string word) => $"Translate: {word}") | model).AsText();

        var text = await chain.InvokeAsync("hello", Token);

        Assert.Equal("Bonjour", text);
        Assert.Equal("Translate: hello", model.Requests[0].LastText);
    }

    [Fact]
    public async Task StreamAsync_ModelInTheMiddle_FirstPieceArrivesBeforeTheModelSaysItsSecond()
    {
        var seen = new TaskCompletionSource();
        using var model = new ScriptedChatClient().Then((_, _) => Answer());
        var chain = Chain.From((string word) => $"Translate: {word}").Then(model).AsText();

        List<string> pieces = [];
        await foreach (var piece in chain.StreamAsync("hello", Token).TextAsync(Token))
        {
            pieces.Add(piece);
            seen.TrySetResult();
        }

        Assert.Equal(["Bon", "jour"], pieces);

        async IAsyncEnumerable<ChatResponseUpdate> Answer()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Bon");
            await seen.Task;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "jour");
        }
    }

    [Fact]
    public async Task StreamAsync_StepThatWaits_GivesItsTextInOnePiece()
    {
        using var model = new ScriptedChatClient().Says("two words");
        var chain = Chain.From((string word) => word).Then(model).AsText().Then(text => text.ToUpperInvariant());

        var updates = await chain.StreamAsync("x", Token).ToListAsync(Token);

        Assert.Equal(new ChainUpdate<string> { TextDelta = "TWO WORDS", Value = "TWO WORDS", HasValue = true, IsFinal = true }, Assert.Single(updates));
    }

    [Fact]
    public async Task StreamAsync_NothingButPassthroughs_GivesTheInputAsText()
    {
        var chain = Chain.Passthrough<string>().Then(Chain.Passthrough<string>());

        Assert.Equal(["two words"], await chain.StreamAsync("two words", Token).TextAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task InvokeAsync_StepThrows_ErrorNamesTheStepAndKeepsTheCause()
    {
        var cause = new FormatException("Not a number.");
        var chain = Chain.Passthrough<string>().Then(Chain.From<string, int>(Parse, "Parse")).Then(x => x + 1);

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync("x", Token));
        var streamed = await Assert.ThrowsAsync<ChainException>(async () => await chain.StreamAsync("x", Token).ToListAsync(Token));

        Assert.Equal(("Parse", "Step 'Parse' failed: Not a number."), (error.Step, error.Message));
        Assert.Same(cause, error.InnerException);
        Assert.Equal(error.Message, streamed.Message);

        int Parse(string text) => throw cause;
    }

    [Fact]
    public async Task InvokeAsync_Cancelled_IsNoFailureOfTheStep()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var chain = Chain.From(async (int x, CancellationToken token) => { await source.CancelAsync(); token.ThrowIfCancellationRequested(); return x; });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chain.InvokeAsync(1, source.Token));
    }

    [Fact]
    public async Task StreamAsync_CancelledByTheReader_ReachesTheModel()
    {
        using var source = new CancellationTokenSource();
        using var model = new ScriptedChatClient().Then((_, token) => Answer(token));
        var chain = Chain.From((string word) => word).Then(model).AsText();

        var stream = chain.StreamAsync("x", Token).WithCancellation(source.Token).GetAsyncEnumerator();
        var hasFirst = await stream.MoveNextAsync();
        await source.CancelAsync();

        Assert.True(hasFirst);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.MoveNextAsync());

        static async IAsyncEnumerable<ChatResponseUpdate> Answer([EnumeratorCancellation] CancellationToken token)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "one");
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Fact]
    public async Task StreamAsync_TransformWithoutAFinalUpdate_Throws()
    {
        var chain = Chain.Transform<int, int>((updates, _) => updates.Where(u => !u.IsFinal), "forgetful").Then(x => x);

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.StreamAsync(1, Token).ToListAsync(Token));

        Assert.Equal("forgetful", error.Step);
        Assert.Contains("without a final update", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchAsync_OneFails_OthersKeepTheirOrder()
    {
        var chain = Chain.From((int x) => 12 / x, "divide");

        var results = await chain.BatchAsync([1, 0, 3], maxConcurrency: 2, cancellationToken: Token);

        Assert.Equal([12, 0, 4], results.Select(r => r.Value));
        Assert.Equal([true, false, true], results.Select(r => r.IsSuccess));
        Assert.IsType<DivideByZeroException>(Assert.IsType<ChainException>(results[1].Error).InnerException);
        Assert.Throws<ChainException>(() => results[1].GetOrThrow());
    }

    [Fact]
    public async Task BatchAsync_Bound_IsKept()
    {
        var (running, most) = (0, 0);
        var chain = Chain.From(async (int x, CancellationToken token) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return x;
        });

        var results = await chain.BatchAsync(Enumerable.Range(0, 50), maxConcurrency: 3, cancellationToken: Token);

        Assert.Equal(Enumerable.Range(0, 50), results.Select(r => r.Value));
        Assert.InRange(most, 1, 3);

        static void InterlockedMax(ref int most, int now)
        {
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, now, seen);
        }
    }
}
