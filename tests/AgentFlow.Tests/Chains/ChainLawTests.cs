using AgentFlow.Chains;

namespace AgentFlow.Tests.Chains;

/// <summary>
/// Laws that hold for every chain, tried on random ones: put together in any order a chain is the same, a stream ends with what an
/// invocation gives, a batch is its invocations. <c>AGENTFLOW_CHAIN_LAWS</c> sets how many chains are tried.
/// </summary>
public sealed class ChainLawTests
{
    private const int Seed = 20260;

    /// <summary>Of steps that run at the same time any may fail first, so that which error is thrown is left open.</summary>
    private const string Failed = "(failed)";

    private static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_CHAIN_LAWS"), out var count) ? count : 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Then_PutTogetherInAnyOrder_IsTheSameChain()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            var steps = RandomSteps(random, depth: 2);
            var (left, right) = (steps.Aggregate((a, b) => a.Then(b)), FromTheRight(steps));

            Assert.Equal(left.Describe().ToJson(), right.Describe().ToJson());
            foreach (var input in Inputs(random))
                Assert.Equal(await OutcomeAsync(left, input), await OutcomeAsync(right, input));
        }
    }

    [Fact]
    public async Task Passthrough_BeforeOrBehind_ChangesNothing()
    {
        var random = new Random(Seed + 1);
        for (var i = 0; i < Count; i++)
        {
            var chain = RandomChain(random, depth: 2);

            foreach (var input in Inputs(random))
            {
                var expected = await OutcomeAsync(chain, input);
                Assert.Equal(expected, await OutcomeAsync(Chain.Passthrough<string>().Then(chain), input));
                Assert.Equal(expected, await OutcomeAsync(chain.Then(Chain.Passthrough<string>()), input));
            }
        }
    }

    [Fact]
    public async Task StreamAsync_LastUpdate_IsWhatInvokeAsyncGives()
    {
        var random = new Random(Seed + 2);
        for (var i = 0; i < Count; i++)
        {
            var chain = RandomChain(random, depth: 3);

            foreach (var input in Inputs(random))
                Assert.Equal(await OutcomeAsync(chain, input), await StreamedOutcomeAsync(chain, input));
        }
    }

    [Fact]
    public async Task BatchAsync_Results_AreThoseOfTheInvocations()
    {
        var random = new Random(Seed + 3);
        for (var i = 0; i < Count / 10; i++)
        {
            var chain = RandomChain(random, depth: 3);
            string[] inputs = [.. Inputs(random), .. Inputs(random)];

            var results = await chain.BatchAsync(inputs, maxConcurrency: 1 + random.Next(4), cancellationToken: Token);

            for (var k = 0; k < inputs.Length; k++)
                Assert.Equal(await OutcomeAsync(chain, inputs[k]), results[k].IsSuccess ? results[k].Value : Failed);
        }
    }

    private static async Task<string> OutcomeAsync(Chain<string, string> chain, string input)
    {
        try
        {
            return await chain.InvokeAsync(input, Token);
        }
        catch (ChainException)
        {
            return Failed;
        }
    }

    /// <summary>Checks on the way that there is one final update, and that the pieces of text in a row are its value.</summary>
    private static async Task<string> StreamedOutcomeAsync(Chain<string, string> chain, string input)
    {
        var (text, final) = ("", (string?)null);
        try
        {
            await foreach (var update in chain.StreamAsync(input, Token))
            {
                Assert.Null(final);
                text += update.Branch is null ? update.TextDelta : "";
                final = update.IsFinal ? update.Value : null;
            }
        }
        catch (ChainException)
        {
            return Failed;
        }
        Assert.Equal(final, text);
        return final!;
    }

    private static Chain<string, string> FromTheRight(List<Chain<string, string>> steps)
    {
        var chain = steps[^1];
        for (var i = steps.Count - 2; i >= 0; i--)
            chain = steps[i].Then(chain);
        return chain;
    }

    private static List<Chain<string, string>> RandomSteps(Random random, int depth) => [.. Enumerable.Range(0, 2 + random.Next(4)).Select(_ => RandomStep(random, depth))];

    private static Chain<string, string> RandomChain(Random random, int depth) => RandomSteps(random, depth).Aggregate((a, b) => a.Then(b));

    private static Chain<string, string> RandomStep(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return RandomLeaf(random);
        var inner = RandomChain(random, depth - 1);
        return random.Next(11) switch
        {
            0 => inner.WithRetry(new() { MaxAttempts = 2, Delay = TimeSpan.Zero }),
            1 => inner.WithFallback(RandomChain(random, depth - 1)),
            2 => inner.WithTimeout(TimeSpan.FromHours(1)),
            3 => inner.WithCache(),
            4 => inner.WithConfig($"named {random.Next(100)}"),
            5 => inner.Tap(_ => { }),
            6 => inner.LoopUntil(text => text.Length > 4, 2, atBound: text => text + "!"),
            7 => Chain.Branch(RandomChain(random, depth - 1), (text => text.Length % 2 == 0, inner)),
            8 => Chain.Parallel(inner, RandomChain(random, depth - 1), (a, b) => Cut($"{a}|{b}")),
            9 => Chain.Route(Chain.From((string text) => text.Contains('b', StringComparison.Ordinal) ? "b" : null), RandomChain(random, depth - 1), ChainRoute.To("b", "With a b.", inner)),
            _ => Chain.From((string text) => (IReadOnlyList<string>)text.Split(' '), "split").Then(inner.Map(2)).Then(words => Cut(string.Join(' ', words)), "join"),
        };
    }

    private static Chain<string, string> RandomLeaf(Random random) => random.Next(6) switch
    {
        0 => Chain.From((string text) => text.ToUpperInvariant(), "upper"),
        1 => Chain.From(async (string text, CancellationToken _) => { await Task.Yield(); return Cut(text + " a"); }, "append"),
        2 => Chain.From((string text) => text.Contains('x', StringComparison.Ordinal) ? throw new FormatException($"'{text}' has an x.") : text, "refuse"),
        3 => Chain.Transform<string, string>(WordsAsync, "words"),
        4 => Chain.Passthrough<string>(),
        _ => Chain.From((string text) => new string([.. text.Reverse()]), "reverse"),
    };

    /// <summary>Says its input word by word.</summary>
    private static async IAsyncEnumerable<ChainUpdate<string>> WordsAsync(IAsyncEnumerable<ChainUpdate<string>> updates, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var text = await updates.FinalAsync(token);
        foreach (var word in text.Split(' '))
        {
            await Task.Yield();
            yield return ChainUpdate.Text<string>(word + " ");
        }
        yield return ChainUpdate.Final(text + " ");
    }

    private static string Cut(string text) => text.Length > 40 ? text[..40] : text;

    private static string[] Inputs(Random random) => ["", "a b", .. Enumerable.Range(0, 2).Select(_ => new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => "ab x"[random.Next(4)])]))];
}
