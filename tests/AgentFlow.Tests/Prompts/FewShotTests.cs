using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Prompts;

public sealed class FewShotTests
{
    private static readonly PromptTemplate Pair = PromptTemplate.Parse("{word} -> {opposite}");

    private static readonly IReadOnlyDictionary<string, object?>[] Examples =
    [
        Example("hot water", "cold water"),
        Example("{word}", "{{x}}"),
        Example("hot tea", "iced tea"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FormatAsync_BracesInExamples_StayLiteral()
    {
        var prompt = new FewShotPromptTemplate(Pair, Examples) { Prefix = PromptTemplate.Parse("Opposites in {language}."), Suffix = PromptTemplate.Parse("{word} ->") };

        var text = await prompt.FormatAsync(new Dictionary<string, object?> { ["language"] = "English", ["word"] = "{big}" }, Token);

        Assert.Equal("Opposites in English.\n\nhot water -> cold water\n\n{word} -> {{x}}\n\nhot tea -> iced tea\n\n{big} ->", text);
        Assert.Equal(["language", "word"], prompt.InputVariables);
    }

    [Fact]
    public async Task FormatAsync_Chat_PutsExamplesBetween()
    {
        var prompt = new FewShotChatPromptTemplate(new((ChatRole.User, "{word}"), (ChatRole.Assistant, "{opposite}")), Examples[..1])
        {
            Prefix = new((ChatRole.System, "Opposites.")),
            Suffix = new((ChatRole.User, "{word}")),
        };

        var messages = await prompt.FormatAsync(Input("big"), Token);

        Assert.Equal(["Opposites.", "hot water", "cold water", "big"], messages.Select(m => m.Text));
    }

    [Theory]
    [InlineData(100, 3)]
    [InlineData(14, 1)]
    [InlineData(3, 0)]
    public async Task SelectAsync_Length_TakesWhatFits(int budget, int expected)
    {
        var selector = new LengthExampleSelector(Examples, Pair, budget, text => text.Length / 2);

        var chosen = await selector.SelectAsync(Input("big"), Token);

        Assert.Equal(Examples.Take(expected), chosen);
    }

    [Fact]
    public async Task SelectAsync_NGrams_TakesTheMostAlikeFirst()
    {
        var selector = new NGramOverlapExampleSelector(Examples, count: 2, minOverlap: 0.01, keys: ["word"]);

        var chosen = await selector.SelectAsync(Input("very hot tea"), Token);

        Assert.Equal([Examples[2], Examples[0]], chosen);
    }

    [Fact]
    public async Task SelectAsync_NGramsOfTheSameText_OverlapWhole()
    {
        var selector = new NGramOverlapExampleSelector(Examples, minOverlap: 1, keys: ["word"]);

        Assert.Equal([Examples[0]], await selector.SelectAsync(Input("Hot water"), Token));
    }

    [Fact]
    public async Task SelectAsync_Similarity_TakesTheNearest()
    {
        var selector = await SemanticSimilarityExampleSelector.CreateAsync(Plane, new PlaneGenerator(), new() { Count = 2, Keys = ["word"] }, Token);

        var chosen = await selector.SelectAsync(Input("10"), Token);

        Assert.Equal(["12", "5"], chosen.Select(e => e["word"]));
    }

    [Theory]
    [InlineData(1.0, "9", "10")]
    [InlineData(0.5, "9", "340")]
    public async Task SelectAsync_MarginalRelevance_WeighsLikenessAgainstVariety(double relevance, string first, string second)
    {
        var examples = new[] { "9", "10", "340", "180" }.Select(a => Example(a, ""));
        var selector = await MaxMarginalRelevanceExampleSelector.CreateAsync(examples, new PlaneGenerator(), new() { Count = 2, Candidates = 3, Relevance = relevance, Keys = ["word"] }, Token);

        var chosen = await selector.SelectAsync(Input("0"), Token);

        Assert.Equal([first, second], chosen.Select(e => e["word"]));
    }

    [Fact]
    public async Task CreateAsync_Options_AreCheckedTogether()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SemanticSimilarityExampleSelector.CreateAsync(Examples, new PlaneGenerator(), new() { Count = 0, Relevance = 2, Candidates = -1 }, Token));

        Assert.Contains("Count is '0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Relevance is '2'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Candidates is '-1'", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Plane => new[] { "180", "5", "12", "90" }.Select(a => Example(a, ""));

    private static Dictionary<string, object?> Example(string word, string opposite) => new() { ["word"] = word, ["opposite"] = opposite };

    private static Dictionary<string, object?> Input(string word) => new() { ["word"] = word };

    /// <summary>Reads a text as an angle, and gives the direction.</summary>
    private sealed class PlaneGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => (float)(int.Parse(v, null) * Math.PI / 180)).Select(a => new Embedding<float>((float[])[3 * MathF.Cos(a), 3 * MathF.Sin(a)]))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
