using AgentFlow.Chains;
using AgentFlow.Prompts;
using AgentFlow.Testing;

namespace AgentFlow.Tests.Chains;

public sealed class QuestionAnswerChainTests
{
    private static readonly Document Tower = Document.FromText("The tower is 330 m high.", "tower.md");
    private static readonly Document Bridge = Document.FromText("The bridge is red.", "bridge.md");

    private static readonly DocumentPrompts Prompts = new()
    {
        Document = PromptTemplate.Parse("{number}{source}:{text}"),
        Answer = PromptTemplate.Parse("A:{question}|{documents}"),
        FindPassages = PromptTemplate.Parse("F:{question}|{documents}|{nothing}"),
        CombinePassages = PromptTemplate.Parse("P:{documents}"),
        RefineAnswer = PromptTemplate.Parse("R:{question}|{existing}|{documents}"),
        NoAnswer = PromptTemplate.Parse("nobody knows"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stuff_AnswerWithNumbers_NamesTheSources()
    {
        using var model = new ScriptedChatClient().Says("330 m [1], says [7].");
        var chain = QuestionAnswerChain.Stuff(model, new() { Prompts = Prompts });

        var updates = await chain.StreamAsync(Ask("How high?", Tower, Bridge), Token).ToListAsync(Token);

        Assert.Equal("A:How high?|[1]tower.md:The tower is 330 m high.\n\n[2]bridge.md:The bridge is red.", model.Requests[0].LastText);
        Assert.Equal("330 m [1], says [7].", string.Concat(updates.Select(u => u.TextDelta)));
        Assert.True(updates.Count > 3);
        Assert.Equal([Tower], updates[^1].Value!.Sources);
    }

    [Theory]
    [InlineData("[2] and [1, 2]", "bridge.md tower.md")]
    [InlineData("[ 2 ; 1 ]", "bridge.md tower.md")]
    [InlineData("[0] [3] [99999999999999999999] [x] 1", "")]
    public async Task Stuff_Citations_AreReadInTheOrderOfTheAnswer(string answer, string sources)
    {
        using var model = new ScriptedChatClient().Says(answer);
        var chain = QuestionAnswerChain.Stuff(model);

        var result = await chain.InvokeAsync(Ask("?", Tower, Bridge), Token);

        Assert.Equal(sources, string.Join(' ', result.Sources.Select(s => s.Source)));
    }

    [Fact]
    public async Task MapReduce_DocumentsThatDoNotHelp_AreLeftOut()
    {
        using var model = new ScriptedChatClient().Says("NONE.").Says("is red").Says("Red [2].");
        var chain = QuestionAnswerChain.MapReduce(model, new() { Prompts = Prompts, MaxConcurrency = 1 });

        var answer = await chain.InvokeAsync(Ask("Which colour?", Tower, Bridge), Token);

        Assert.Equal("F:Which colour?|[1]tower.md:The tower is 330 m high.|NONE", model.Requests[0].LastText);
        Assert.Equal("A:Which colour?|[2]bridge.md:is red", model.Requests[2].LastText);
        Assert.Equal([Bridge], answer.Sources);
    }

    [Fact]
    public async Task MapReduce_LongDocument_IsCutIntoPartsOfItsNumber()
    {
        var book = Document.FromText(string.Concat(Enumerable.Repeat("word ", 150)), "book.md");
        using var model = new ScriptedChatClient().Says("NONE").Says("first").Says("second").Says("end [2]");
        var chain = QuestionAnswerChain.MapReduce(model, new() { Prompts = Prompts, MaxConcurrency = 1, MaxTokens = 100 });

        var answer = await chain.InvokeAsync(Ask("?", Tower, book), Token);

        Assert.Equal("A:?|[2]book.md:first\n\n[2]book.md:second", model.Requests[^1].LastText);
        Assert.Equal([book], answer.Sources);
    }

    [Fact]
    public async Task MapReduce_NothingHelps_AnswersWithoutTheModel()
    {
        using var model = new ScriptedChatClient().Says("none").Says("**NONE**");
        var chain = QuestionAnswerChain.MapReduce(model, new() { Prompts = Prompts, MaxConcurrency = 1 });

        var answer = await chain.InvokeAsync(Ask("Who?", Tower, Bridge), Token);

        Assert.Equal("nobody knows", answer.Text);
        Assert.Empty(answer.Sources);
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task MapReduce_MuchThatHelps_IsShortenedWithItsNumbers()
    {
        var much = string.Concat(Enumerable.Repeat("word ", 70));
        using var model = new ScriptedChatClient().Says(much).Says(much).Says(much).Says("12 [1] [2]").Says("end");
        var chain = QuestionAnswerChain.MapReduce(model, new() { Prompts = Prompts, MaxConcurrency = 1, MaxTokens = 150 });

        await chain.InvokeAsync(Ask("?", Tower, Bridge, Tower), Token);

        Assert.Equal($"A:?|[1] [2]:12 [1] [2]\n\n[3]tower.md:{much}", model.Requests[^1].LastText);
    }

    [Fact]
    public async Task Refine_Documents_MendTheAnswer()
    {
        using var model = new ScriptedChatClient().Says("high [1]").Says("high [1] and red [2]");
        var chain = QuestionAnswerChain.Refine(model, new() { Prompts = Prompts });

        var answer = await chain.InvokeAsync(Ask("What?", Tower, Bridge), Token);

        Assert.Equal("R:What?|high [1]|[2]bridge.md:The bridge is red.", model.Requests[1].LastText);
        Assert.Equal([Tower, Bridge], answer.Sources);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_NoDocuments_AnswerWithoutTheModel(int way)
    {
        using var model = new ScriptedChatClient();
        var options = new DocumentChainOptions { Prompts = Prompts };
        var chain = way switch { 0 => QuestionAnswerChain.Stuff(model, options), 1 => QuestionAnswerChain.MapReduce(model, options), _ => QuestionAnswerChain.Refine(model, options) };

        var updates = await chain.StreamAsync(Ask("Who?"), Token).ToListAsync(Token);

        Assert.Equal("nobody knows", updates[^1].Value!.Text);
        Assert.Equal("nobody knows", string.Concat(updates.Select(u => u.TextDelta)));
    }

    private static DocumentQuestion Ask(string question, params Document[] documents) => new() { Question = question, Documents = documents };
}
