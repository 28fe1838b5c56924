using AgentFlow.Chains;

namespace AgentFlow.Tests.Chains;

public sealed class DescriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Chain<string, string> Upper { get; } = Chain.From((string text) => text.ToUpperInvariant(), "upper");

    private static Chain<string, int> Count { get; } = Chain.From((string text) => text.Length, "count");

    private static Chain<int, int> Add { get; } = Chain.From((int x) => x + 1, "add");

    private static Chain<int, bool> IsBig { get; } = Chain.From((int x) => x > 5, "is big");

    private static Chain<int, string?> Choose { get; } = Chain.From((int x) => x > 0 ? "up" : null, "choose");

    private static ChainRegistry Registry => new ChainRegistry().Add("upper", Upper).Add("count", Count).Add("add", Add).Add("isBig", IsBig).Add("choose", Choose);

    /// <summary>One of everything that can be stored.</summary>
    private static Chain<string, IReadOnlyDictionary<string, int>> Everything { get; } = Upper
        .Then(Count.WithCache(new() { Capacity = 3, Duration = TimeSpan.FromMinutes(2) }))
        .Then(Add.WithRetry(new() { MaxAttempts = 2, Delay = TimeSpan.FromSeconds(0.5) }).WithFallback(Add.Then(Add)))
        .Then(Chain.Branch(Add, (IsBig, Chain.Passthrough<int>())))
        .Then(Chain.Route(Choose, Chain.Passthrough<int>(), ChainRoute.To("up", "Upwards.", Add)))
        .Then(Add.LoopUntil(IsBig, 20).WithTimeout(TimeSpan.FromSeconds(9)))
        .Then(Chain.Parallel(("more", Add), ("same", Chain.Passthrough<int>())))
        .WithConfig("everything", ["a", "b"], new Dictionary<string, string> { ["owner"] = "me" });

    [Fact]
    public void ToMermaid_EveryKind_IsDrawn() => Assert.Equal(
        """
        flowchart TD
          n1(["in"])
          subgraph g2["everything tags a,b, metadata.owner me"]
            n3["upper"]
            n1 --> n3
            subgraph g4["cache capacity 3, duration 00:02:00"]
              n5["count"]
              n3 --> n5
            end
            subgraph g6["retry maxAttempts 2, delay 00:00:00.5000000, maxDelay 00:00:30, jitter 0.5"]
              n7["add"]
              n5 --> n7
            end
            n8["add"]
            n7 -->|"on failure"| n8
            n9["add"]
            n8 --> n9
            n10{"is big"}
            n7 --> n10
            n9 --> n10
            n11["add"]
            n10 -->|"no"| n11
            n12{"choose"}
            n10 -->|"yes"| n12
            n11 --> n12
            n13["add"]
            n12 -->|"up"| n13
            subgraph g14["timeout after 00:00:09"]
              n15(("loop"))
              n13 --> n15
              n12 -->|"otherwise"| n15
              n16["add"]
              n15 --> n16
              n17{"is big"}
              n16 --> n17
              n17 -->|no| n15
            end
            n18{{"parallel"}}
            n17 -->|"yes"| n18
            n19["add"]
            n18 -->|"more"| n19
            n20{{"join"}}
            n19 --> n20
            n18 -->|"same"| n20
          end
          n21(["out"])
          n20 --> n21

        """,
        Everything.ToMermaid(), ignoreLineEndingDifferences: true);

    [Fact]
    public void ToMermaid_AwkwardNames_AreEscaped() =>
        Assert.Contains("[\"a#34;b#93; #123;c#125; é #128640;\"]", Chain.From((int x) => x, "a\"b] {c} é \U0001f680").ToMermaid(), StringComparison.Ordinal);

    [Fact]
    public async Task FromJson_WhatToJsonWrote_BuildsTheSameChain()
    {
        var json = Registry.ToJson(Everything);

        var built = Registry.FromJson<string, IReadOnlyDictionary<string, int>>(json);

        foreach (var text in (string[])["", "a", "abcdef", "abcdefghij"])
        {
            Assert.Equal(await Everything.InvokeAsync(text, Token), await built.InvokeAsync(text, Token));
            Assert.Equal(await Everything.InvokeAsync(text, Token), await built.StreamAsync(text, Token).FinalAsync(Token));
        }
        Assert.Equal(Everything.ToMermaid(), built.ToMermaid());
    }

    [Fact]
    public void ToJson_BuiltChain_GivesTheSameJson()
    {
        var registry = Registry;
        var json = registry.ToJson(Everything);

        var again = registry.ToJson(registry.FromJson<string, IReadOnlyDictionary<string, int>>(json));

        Assert.Equal(json, again);
    }

    [Fact]
    public async Task FromJson_MapWrittenByHand_MakesATypedList()
    {
        var chain = Registry.FromJson<IReadOnlyList<string>, IReadOnlyList<int>>(
            """{"kind":"Map","settings":{"maxConcurrency":"2"},"parts":[{"kind":"Sequence","parts":[{"kind":"Step","name":"upper"},{"kind":"Step","name":"count"}]}]}""");

        Assert.Equal([1, 3], await chain.InvokeAsync(["a", "abc"], Token));
    }

    [Fact]
    public void FromJson_ManyProblems_ReportsAllWithTheirPlaces()
    {
        var error = Assert.Throws<ChainDescriptionException>(() => Registry.FromJson<string, string>(
            """
            {"kind":"Sequence","parts":[
              {"kind":"Step","name":"cuont"},
              {"kind":"Step","name":"count"},
              {"kind":"Step","name":"upper"},
              {"kind":"Retry","settings":{"maxAttempts":"0","shouldRetry":"function"},"parts":[{"kind":"Step","name":"count"}]}]}
            """));

        Assert.Collection(error.Problems,
            p => Assert.StartsWith("$.parts[0]: Step 'cuont' is not registered. Registered steps: upper, count", p, StringComparison.Ordinal),
            p => Assert.Equal("$.parts[2]: Step 'upper' takes String, and is given Int32.", p),
            p => Assert.Equal("$.parts[3]: A Retry has no setting 'shouldRetry' that can be stored.", p),
            p => Assert.StartsWith("$.parts[3]: The options of the retry are not valid. MaxAttempts is '0'", p, StringComparison.Ordinal),
            p => Assert.Equal("$: The chain gives Int32; String is asked for.", p));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"Nothing"}""")]
    [InlineData("""{"kind":"Sequence"}""")]
    [InlineData("""{"kind":"Branch","parts":[{"kind":"Passthrough"}]}""")]
    [InlineData("""{"kind":"Loop","parts":[{"kind":"Passthrough"},{"kind":"Passthrough"}]}""")]
    [InlineData("""{"kind":"Parallel","parts":[{"kind":"Passthrough"}]}""")]
    [InlineData("""{"kind":"Route"}""")]
    [InlineData("""{"kind":"Map"}""")]
    [InlineData("""{"kind":"Timeout","settings":{"after":"soon"},"parts":[{"kind":"Passthrough"}]}""")]
    public void FromJson_NotAChain_ThrowsTyped(string json) => Assert.Throws<ChainDescriptionException>(() => Registry.FromJson<string, string>(json));

    [Fact]
    public void ToJson_UnknownStepsAndFunctions_ReportsAll()
    {
        var chain = Upper.Then(text => text).Tap(_ => { }).WithRetry(new() { ShouldRetry = _ => true });

        var error = Assert.Throws<ArgumentException>(() => Registry.ToJson(chain));

        Assert.Contains("Step 'function' is not registered. Step 'tap' is not registered. 'shouldRetry' of a Retry is a function.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_SequencesPutTogetherInAnyOrder_AreTheSame() =>
        Assert.Equal(Upper.Then(Count).Then(Add).Describe().ToJson(), Upper.Then(Count.Then(Add)).Describe().ToJson());
}
