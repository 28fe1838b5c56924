using AgentFlow.Chains;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;

namespace AgentFlow.Tests.Chains;

public sealed class SummarizeChainTests
{
    private static readonly DocumentPrompts Prompts = new()
    {
        Summarize = PromptTemplate.Parse("S:{documents}"),
        CombineSummaries = PromptTemplate.Parse("C:{documents}"),
        RefineSummary = PromptTemplate.Parse("R:{existing}+{documents}"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stuff_Documents_AreOneCallThatStreams()
    {
        using var model = new ScriptedChatClient().Says("a short summary");
        var chain = SummarizeChain.Stuff(model, new() { Prompts = Prompts });

        var pieces = await chain.StreamAsync([Document.FromText("one"), Document.FromText("two")], Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["a ", "short ", "summary"], pieces);
        Assert.Equal("S:one\n\ntwo", Assert.Single(model.Requests).LastText);
    }

    [Fact]
    public async Task Stuff_MoreThanACallTakes_FailsBeforeTheCall()
    {
        using var model = new ScriptedChatClient();
        var chain = SummarizeChain.Stuff(model, new() { MaxTokens = 100 });

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync([Words(200)], Token));

        Assert.Contains("200 tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("MapReduce", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapReduce_OneLongText_IsCutSummarisedAndCombined()
    {
        using var model = Echo(3, request => $"[{request.Length}]").Says("the whole");
        var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = 100, Prompts = Prompts, MaxConcurrency = 1 });

        var pieces = await chain.StreamAsync([Words(250)], Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["the ", "whole"], pieces);
        Assert.Equal(["S", "S", "S", "C"], model.Requests.Select(r => r.LastText[..1]));
        Assert.Equal("C:[502]\n\n[502]\n\n[252]", model.Requests[^1].LastText);
    }

    [Fact]
    public async Task MapReduce_TextThatFits_IsOneCall()
    {
        using var model = new ScriptedChatClient().Says("short");
        var chain = SummarizeChain.MapReduce(model, new() { Prompts = Prompts });

        Assert.Equal("short", await chain.InvokeAsync([Document.FromText("text")], Token));
        Assert.Equal("S:text", Assert.Single(model.Requests).LastText);
    }

    [Fact]
    public async Task MapReduce_SummariesTooManyForOneCall_AreCollapsedInOrder()
    {
        // Four summaries of 60 tokens each: two fit a call of 120, so two rounds are needed.
        using var model = Echo(4, text => string.Concat(Enumerable.Repeat(text[2..6] + " ", 60))).Says("ab").Says("cd").Says("end");
        var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = 120, Prompts = Prompts, MaxConcurrency = 1 });

        var summary = await chain.InvokeAsync([Document.FromText("aaaa"), Document.FromText("bbbb"), Document.FromText("cccc"), Document.FromText("dddd")], Token);

        Assert.Equal("end", summary);
        Assert.StartsWith("C:aaaa", model.Requests[4].LastText, StringComparison.Ordinal);
        Assert.Contains("bbbb", model.Requests[4].LastText, StringComparison.Ordinal);
        Assert.StartsWith("C:cccc", model.Requests[5].LastText, StringComparison.Ordinal);
        Assert.Equal("C:ab\n\ncd", model.Requests[6].LastText);
    }

    [Fact]
    public async Task MapReduce_SummariesThatDoNotGetShorter_FailRatherThanGoOnForEver()
    {
        using var model = Echo(2, _ => string.Concat(Enumerable.Repeat("word ", 150)));
        var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = 100, Prompts = Prompts });

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync([Document.FromText("one"), Document.FromText("two")], Token));

        Assert.Equal("summarize-map-reduce/collapse", error.Step);
        Assert.Contains("no two pieces", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapReduce_MoreCallsThanAllowed_FailsBeforeTheFirst()
    {
        using var model = new ScriptedChatClient();
        var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = 100, MaxCalls = 3 });

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync([Words(250)], Token));

        Assert.Contains("at least 4 calls", error.Message, StringComparison.Ordinal);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task MapReduce_CollapseThatNeedsMoreCallsThanAreLeft_FailsBeforeIt()
    {
        using var model = Echo(4, text => string.Concat(Enumerable.Repeat(text[2..6] + " ", 60)));
        var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = 120, MaxCalls = 6, Prompts = Prompts });

        var error = await Assert.ThrowsAsync<ChainException>(async () =>
            await chain.InvokeAsync([Document.FromText("aaaa"), Document.FromText("bbbb"), Document.FromText("cccc"), Document.FromText("dddd")], Token));

        Assert.Contains("at least 7 calls of the model, 4 of which were made", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, model.Requests.Count);
    }

    [Fact]
    public async Task Refine_MoreCallsThanAllowed_FailsBeforeTheFirst()
    {
        using var model = new ScriptedChatClient();
        var chain = SummarizeChain.Refine(model, new() { MaxCalls = 2 });

        await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync([Document.FromText("1"), Document.FromText("2"), Document.FromText("3")], Token));
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task MapReduce_Watched_TellsHowManyDocumentsAreDone()
    {
        List<StepProgressed> progress = [];
        using var model = Echo(3, _ => "s").Says("end");
        var chain = SummarizeChain.MapReduce(model, new() { Prompts = Prompts });
        var context = new ChainContext { Listener = e => { if (e is StepProgressed p) progress.Add(p); } };

        await chain.InvokeAsync([Document.FromText("1"), Document.FromText("2"), Document.FromText("3")], context, Token);

        Assert.Equal(["map 0/3", "map 1/3", "map 2/3", "map 3/3"], progress.Select(p => $"{p.Name} {p.Done}/{p.Total}"));
    }

    [Fact]
    public async Task MapReduce_Cancelled_PassesThrough()
    {
        using var source = new CancellationTokenSource();
        using var model = new ScriptedChatClient().Then((_, token) =>
        {
            source.Cancel();
            token.ThrowIfCancellationRequested();
            return ScriptedChatClient.Updates();
        });
        var chain = SummarizeChain.MapReduce(model, new() { MaxConcurrency = 1 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chain.InvokeAsync([Document.FromText("1"), Document.FromText("2")], source.Token));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Refine_Documents_AreWorkedInOneAfterTheOther()
    {
        using var model = new ScriptedChatClient().Says("s1").Says("s2").Says("the end");
        var chain = SummarizeChain.Refine(model, new() { Prompts = Prompts });

        var pieces = await chain.StreamAsync([Document.FromText("1"), Document.FromText("2"), Document.FromText("3")], Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["the ", "end"], pieces);
        Assert.Equal(["S:1", "R:s1+2", "R:s2+3"], model.Requests.Select(r => r.LastText));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_NoText_IsAnError(int way)
    {
        using var model = new ScriptedChatClient();
        var chain = way switch { 0 => SummarizeChain.Stuff(model), 1 => SummarizeChain.MapReduce(model), _ => SummarizeChain.Refine(model) };

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync([], Token));

        Assert.IsType<ArgumentException>(error.InnerException);
    }

    [Fact]
    public void Create_BadOptions_ReportsAllOfThem()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => SummarizeChain.Stuff(model, new() { MaxTokens = 1, MaxCalls = 0, MaxConcurrency = 0 }));

        Assert.Equal(3, new[] { "MaxTokens", "MaxCalls", "MaxConcurrency" }.Count(n => error.Message.Contains($"{n} is", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Prompts_OfTheLibrary_AreTheSnapshot()
    {
        using var model = new ScriptedChatClient().Says("s");

        await SummarizeChain.Stuff(model).InvokeAsync([Document.FromText("{braces} stay")], Token);

        Assert.Equal("""
            Write a concise summary of the text below. Keep names, numbers and conclusions; add nothing that it does not say.

            Text:
            {braces} stay

            Summary:
            """, model.Requests[0].LastText);
    }

    /// <summary>Words of one token each.</summary>
    private static Document Words(int count) => Document.FromText(string.Concat(Enumerable.Repeat("word ", count)));

    private static ScriptedChatClient Echo(int calls, Func<string, string> answer)
    {
        var model = new ScriptedChatClient();
        for (var i = 0; i < calls; i++)
            model.Then((request, _) => ScriptedChatClient.Updates(new Microsoft.Extensions.AI.ChatResponseUpdate(Microsoft.Extensions.AI.ChatRole.Assistant, answer(request.LastText))));
        return model;
    }
}
