using System.Collections.Concurrent;
using AgentFlow.Chains;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

public sealed class CombinatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Chain<int, int> Increment { get; } = Chain.From((int x) => x + 1, "increment");

    [Fact]
    public async Task Parallel_IntoARecord_RunsBothAtOnce()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var chain = Chain.Parallel(
            Chain.From(async (int x, CancellationToken _) => { first.SetResult(); await second.Task; return x + 1; }),
            Chain.From(async (int x, CancellationToken _) => { second.SetResult(); await first.Task; return $"{x}"; }),
            (sum, text) => new Both(sum, text));

        var both = await chain.InvokeAsync(4, Token);

        Assert.Equal(new Both(5, "4"), both);
    }

    [Fact]
    public async Task Parallel_IntoADictionary_NamesTheResults()
    {
        var chain = Chain.Parallel(("plus", Increment), ("same", Chain.Passthrough<int>()));

        var results = await chain.InvokeAsync(1, Token);

        Assert.Equal([("plus", 2), ("same", 1)], results.Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public async Task Parallel_OneFails_CancelsTheOtherAndThrowsTheFirstError()
    {
        var waits = Chain.From(async (int x, CancellationToken token) => { await Task.Delay(Timeout.Infinite, token); return x; });
        var fails = Chain.From<int, int>(async (_, _) => { await Task.Yield(); throw new FormatException("Broken."); }, "fails");

        var error = await Assert.ThrowsAsync<ChainException>(async () => await Chain.Parallel(waits, fails, (a, b) => a + b).InvokeAsync(1, Token));

        Assert.Equal("fails", error.Step);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task Parallel_Streamed_PiecesCarryTheirBranch()
    {
        using var model = new ScriptedChatClient().Says("one two").Says("three");
        var chain = Chain.Parallel(("a", Chain.Passthrough<string>().Then(model).AsText()), ("b", Chain.Passthrough<string>().Then(model).AsText()));

        var updates = await chain.StreamAsync("x", Token).ToListAsync(Token);

        Assert.Equal(["one ", "two"], updates.Where(u => u.Branch == "a" && u.TextDelta is not null).Select(u => u.TextDelta));
        Assert.Equal(["three"], updates.Where(u => u.Branch == "b" && u.TextDelta is not null).Select(u => u.TextDelta));
        Assert.Equal("one two|three", string.Join('|', updates[^1].Value!.Values));
    }

    [Fact]
    public void Parallel_NameTwice_Throws() =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Chain.Parallel(("a", Increment), ("a", Increment))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, "negative")]
    [InlineData(0, "zero")]
    [InlineData(7, "other")]
    public async Task Branch_FirstConditionThatHolds_Decides(int input, string expected)
    {
        var chain = Chain.Branch(
            Chain.From((int _) => "other"),
            (x => x < 0, Chain.From((int _) => "negative")),
            (x => x <= 0, Chain.From((int _) => "zero")));

        Assert.Equal(expected, await chain.InvokeAsync(input, Token));
        Assert.Equal(expected, await chain.StreamAsync(input, Token).FinalAsync(Token));
    }

    [Fact]
    public async Task Map_Items_KeepTheirOrderAndTheBound()
    {
        var running = 0;
        var seen = new ConcurrentBag<int>();
        var chain = Chain.From(async (int x, CancellationToken _) =>
        {
            seen.Add(Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return x * 2;
        }).Map(maxConcurrency: 2);

        var results = await chain.InvokeAsync([.. Enumerable.Range(0, 40)], Token);

        Assert.Equal(Enumerable.Range(0, 40).Select(x => x * 2), results);
        Assert.All(seen, now => Assert.InRange(now, 1, 2));
    }

    [Fact]
    public async Task Assign_RecordAndDictionary_AddWithoutChangingTheInput()
    {
        var order = Chain.Passthrough<Both>().Assign(Chain.From((Both b) => b.Number * 10), (b, ten) => b with { Number = ten });
        var values = Chain.Passthrough<IReadOnlyDictionary<string, object?>>().Assign("length", Chain.From((IReadOnlyDictionary<string, object?> v) => v.Count));
        var input = new Dictionary<string, object?> { ["a"] = "x" };

        var (assigned, added) = (await order.InvokeAsync(new Both(3, "three"), Token), await values.InvokeAsync(input, Token));

        Assert.Equal(new Both(30, "three"), assigned);
        Assert.Equal(1, added["length"]);
        Assert.Single(input);
    }

    [Fact]
    public async Task WithRetry_FailsTwice_WaitsTwiceAsLongTheSecondTime()
    {
        var clock = new ManualTimeProvider();
        var context = new ChainContext { TimeProvider = clock, Random = () => 0 };
        List<DateTimeOffset> attempts = [];
        var chain = Chain.From((int x) =>
        {
            attempts.Add(clock.GetUtcNow());
            return attempts.Count < 3 ? throw new IOException("Down.") : x;
        }).WithRetry(new() { Delay = TimeSpan.FromSeconds(2) });

        var call = chain.InvokeAsync(7, context, Token).AsTask();
        clock.Advance(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(7, await call);
        Assert.Equal([0, 2, 6], attempts.Select(a => (a - attempts[0]).TotalSeconds));
    }

    [Fact]
    public async Task WithRetry_Jitter_TakesItsShareOff()
    {
        var clock = new ManualTimeProvider();
        var attempts = 0;
        var chain = Chain.From((int x) => ++attempts < 2 ? throw new IOException("Down.") : x).WithRetry(new() { Delay = TimeSpan.FromSeconds(10), Jitter = 0.5 });

        var call = chain.InvokeAsync(7, new ChainContext { TimeProvider = clock, Random = () => 0.8 }, Token).AsTask();
        clock.Advance(TimeSpan.FromSeconds(5.9));
        var before = attempts;
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(7, await call);
        Assert.Equal((1, 2), (before, attempts));
    }

    [Fact]
    public async Task WithRetry_MistakeOfTheProgram_IsNotTriedAgain()
    {
        var attempts = 0;
        var chain = Chain.From((int x) => { attempts++; return x < 0 ? x : throw new ArgumentException("Wrong."); }).WithRetry();

        await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(1, Token));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task WithRetry_StreamThatHasShownNothing_IsTriedAgain()
    {
        using var model = new ScriptedChatClient().Throws(new IOException("Down.")).Says("Hello");
        var chain = Chain.Passthrough<string>().Then(model).AsText().WithRetry(new() { Delay = TimeSpan.Zero });

        Assert.Equal("Hello", await chain.StreamAsync("x", Token).FinalAsync(Token));
    }

    [Fact]
    public async Task WithRetry_StreamThatHasShownSomething_FailsAtOnce()
    {
        using var model = new ScriptedChatClient().Then((_, _) => Broken()).Says("Hello");
        var chain = Chain.Passthrough<string>().Then(model).AsText().WithRetry(new() { Delay = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.StreamAsync("x", Token).FinalAsync(Token));

        Assert.Equal(("model", 1), (error.Step, model.Remaining));

        static async IAsyncEnumerable<ChatResponseUpdate> Broken()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "He");
            await Task.Yield();
            throw new IOException("Cut.");
        }
    }

    [Fact]
    public void WithRetry_OptionsOutOfRange_ReportsAll()
    {
        var error = Assert.Throws<ArgumentException>(() => Increment.WithRetry(new() { MaxAttempts = 0, Jitter = 2, MaxDelay = TimeSpan.Zero }));

        Assert.Contains("MaxAttempts is '0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Jitter is '2'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxDelay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithFallback_FirstFails_GivesTheSameInputToTheSecond()
    {
        var chain = Chain.From<int, int>(Fail, "first").WithFallback(Increment);

        Assert.Equal(6, await chain.InvokeAsync(5, Token));
        Assert.Equal(6, await chain.StreamAsync(5, Token).FinalAsync(Token));

        static int Fail(int x) => throw new IOException("Down.");
    }

    [Fact]
    public async Task WithFallback_AllFail_KeepsAllErrorsTheFirstFirst()
    {
        var chain = Chain.From<int, int>(First, "first").WithFallback(Chain.From<int, int>(Second, "second"));

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(5, Token));

        var all = Assert.IsType<AggregateException>(error.InnerException).InnerExceptions;
        Assert.Equal(["first", "second"], all.Select(e => Assert.IsType<ChainException>(e).Step));
        Assert.Contains("Down.", error.Message, StringComparison.Ordinal);

        static int First(int x) => throw new IOException("Down.");
        static int Second(int x) => throw new FormatException("Odd.");
    }

    [Fact]
    public async Task WithFallback_ErrorOfAnotherKind_IsThrown()
    {
        var chain = Chain.From<int, int>(Fail).WithFallback(error => error is IOException, Increment);

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(5, Token));

        Assert.IsType<FormatException>(error.InnerException);

        static int Fail(int x) => throw new FormatException("Odd.");
    }

    [Fact]
    public async Task WithTimeout_StepThatDoesNotHeedItsToken_IsNotWaitedFor()
    {
        var clock = new ManualTimeProvider();
        var never = new TaskCompletionSource<int>();
        var chain = Chain.From((int _, CancellationToken _) => never.Task, "slow").WithTimeout(TimeSpan.FromSeconds(5));

        var call = chain.InvokeAsync(1, new ChainContext { TimeProvider = clock }, Token).AsTask();
        clock.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<ChainException>(() => call);
        Assert.Equal("'slow' did not end within 00:00:05.", Assert.IsType<TimeoutException>(error.InnerException).Message);
    }

    [Fact]
    public async Task WithTimeout_Stream_IsCancelled()
    {
        var clock = new ManualTimeProvider();
        using var model = new ScriptedChatClient().Then((_, token) => Slow(token));
        var chain = Chain.Passthrough<string>().Then(model).AsText().WithTimeout(TimeSpan.FromSeconds(5));

        var updates = chain.StreamAsync("x", new ChainContext { TimeProvider = clock }, Token).GetAsyncEnumerator(Token);
        await updates.MoveNextAsync();
        var next = updates.MoveNextAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<TimeoutException>((await Assert.ThrowsAsync<ChainException>(() => next)).InnerException);

        static async IAsyncEnumerable<ChatResponseUpdate> Slow([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "one");
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Fact]
    public async Task WithCache_EqualInput_IsNotComputedAgainUntilItIsTooOldOrPushedOut()
    {
        var clock = new ManualTimeProvider();
        var context = new ChainContext { TimeProvider = clock };
        List<int> computed = [];
        var chain = Chain.From((int x) => { computed.Add(x); return $"{x}"; }).WithCache(new() { Capacity = 2, Duration = TimeSpan.FromMinutes(1) });

        foreach (var x in (int[])[1, 1, 2, 1, 3, 1, 2])
            Assert.Equal($"{x}", await chain.InvokeAsync(x, context, Token));
        clock.Advance(TimeSpan.FromMinutes(1));
        var streamed = await chain.StreamAsync(1, context, Token).FinalAsync(Token);

        Assert.Equal([1, 2, 3, 2, 1], computed);
        Assert.Equal("1", streamed);
    }

    [Fact]
    public async Task Tap_Stream_PassesOnAndIsGivenTheWhole()
    {
        List<string> seen = [];
        using var model = new ScriptedChatClient().Says("one two");
        var chain = Chain.Passthrough<string>().Then(model).AsText().Tap(seen.Add);

        var pieces = await chain.StreamAsync("x", Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["one ", "two"], pieces);
        Assert.Equal(["one two"], seen);
    }

    [Fact]
    public async Task LoopUntil_Condition_EndsTheLoop()
    {
        var chain = Increment.LoopUntil(x => x >= 5, maxIterations: 10);

        Assert.Equal(5, await chain.InvokeAsync(0, Token));
    }

    [Fact]
    public async Task LoopUntil_Bound_IsAnErrorUnlessSaidOtherwise()
    {
        var error = await Assert.ThrowsAsync<ChainException>(async () => await Increment.LoopUntil(x => x > 5, maxIterations: 3).InvokeAsync(0, Token));
        var last = await Increment.LoopUntil(x => x > 5, maxIterations: 3, atBound: x => x * 100).InvokeAsync(0, Token);

        Assert.Contains("after 3 iterations", error.Message, StringComparison.Ordinal);
        Assert.Equal(300, last);
    }

    [Fact]
    public async Task WithConfig_Error_HasThePathToTheStep()
    {
        var chain = Chain.From<int, int>(Fail, "inner").WithConfig("middle").WithConfig("outer");

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(1, Token));

        Assert.Equal("outer/middle/inner", error.Step);

        static int Fail(int x) => throw new IOException("Down.");
    }

    [Fact]
    public async Task Cancelled_Combinators_PassTheCancellationThrough()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        Chain<int, int>[] chains = [Increment, Increment.WithRetry(), Increment.WithFallback(Increment), Increment.WithTimeout(TimeSpan.FromSeconds(1)), Chain.Parallel(Increment, Increment, (a, b) => a + b)];

        foreach (var chain in chains)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chain.InvokeAsync(1, source.Token));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chain.StreamAsync(1, source.Token).FinalAsync(Token));
        }
    }

    private sealed record Both(int Number, string Text);
}
