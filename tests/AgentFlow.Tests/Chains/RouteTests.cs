using AgentFlow.Chains;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

public sealed class RouteTests
{
    private static readonly ChainRoute<string, string>[] Routes =
    [
        ChainRoute.To("physics", "Questions about nature.", Answer("physics"), "Why is the sky blue?"),
        ChainRoute.To("history", "Questions about the past.", Answer("history")),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"destination": "history"}""", "history: q")]
    [InlineData("""```json\n{'destination': 'HISTORY'}\n```""", "history: q")]
    [InlineData("Physics.", "physics: q")]
    [InlineData("""{"destination": "DEFAULT"}""", "other: q")]
    public async Task RouteByModel_Answer_ChoosesTheChain(string answer, string expected)
    {
        using var model = new ScriptedChatClient().Says(answer.Replace("\\n", "\n", StringComparison.Ordinal));
        var chain = Chain.RouteByModel(model, q => q, Answer("other"), Routes);

        Assert.Equal(expected, await chain.InvokeAsync("q", Token));
        Assert.NotNull(model.Requests[0].Options!.ResponseFormat);
        Assert.Contains("- physics: Questions about nature.", model.Requests[0].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RouteByModel_UnknownName_GoesBackToTheModelAndThenMeansNone()
    {
        using var model = new ScriptedChatClient().Says("""{"destination": "biology"}""").Says("""{"destination": "physics"}""").Says("a").Says("b").Says("c");
        var chain = Chain.RouteByModel(model, q => q, Answer("other"), Routes);

        var mended = await chain.InvokeAsync("q", Token);
        var never = await chain.StreamAsync("q", Token).FinalAsync(Token);

        Assert.Equal(("physics: q", "other: q"), (mended, never));
        Assert.Contains("biology", string.Concat(model.Requests[1].Messages.Select(m => m.Text)), StringComparison.Ordinal);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task RouteByModel_Prompt_CanBeReplacedByName()
    {
        using var model = new ScriptedChatClient().Says("physics");
        var library = PromptLibrary.BuiltIn.With(NamedPrompt.Create("chains.choose-route", PromptTemplate.Parse("Wohin? {input}")));

        await Chain.RouteByModel(model, q => q, Answer("other"), Routes, new ChainPrompts(library)).InvokeAsync("q", Token);

        Assert.Equal("Wohin? q", model.Requests[0].LastText);
    }

    [Fact]
    public void RouteByModel_PromptWithAPlaceholderThatItIsNotGiven_Throws()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => Chain.RouteByModel(model, q => q, Answer("other"), Routes, new ChainPrompts { ChooseRoute = PromptTemplate.Parse("{question}") }));

        Assert.Contains("uses '{question}', which it is not given. It is given: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blue sky", "physics: blue sky")]
    [InlineData("the past", "history: the past")]
    [InlineData("zzz", "other: zzz")]
    public async Task RouteBySimilarity_Input_TakesTheMostAlike(string question, string expected)
    {
        using var generator = new LetterEmbeddings("sky", "blue", "past", "nature");
        var chain = Chain.RouteBySimilarity(generator, q => q, Answer("other"), Routes);

        Assert.Equal(expected, await chain.InvokeAsync(question, Token));
    }

    [Fact]
    public async Task Route_ChooserThatNamesNoRoute_IsAnError()
    {
        var chain = Chain.Route(Chain.From((string _) => (string?)"nowhere"), Answer("other"), Routes);

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync("q", Token));

        Assert.Contains("no route 'nowhere'. Routes: physics, history.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_SameNameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Chain.Route(Chain.From((string _) => (string?)null), Answer("other"), Routes[0], Routes[0] with { Name = "PHYSICS" }));

    private static Chain<string, string> Answer(string name) => Chain.From((string question) => $"{name}: {question}", name);

    /// <summary>Counts words: enough to tell which texts are alike.</summary>
    private sealed class LetterEmbeddings(params string[] words) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(words.Select(w => v.Contains(w, StringComparison.Ordinal) ? 1f : 0).ToArray()))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
