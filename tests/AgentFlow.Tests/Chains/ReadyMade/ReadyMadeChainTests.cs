using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Memory;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

public sealed class ReadyMadeChainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Llm_Text_StreamsTheAnswer()
    {
        using var model = new ScriptedChatClient().Says("Bonjour le monde");
        var chain = LlmChain.Create(PromptTemplate.Parse("French: {text}"), model);

        var pieces = await chain.StreamAsync(Values(("text", "hello")), Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["Bonjour ", "le ", "monde"], pieces);
        Assert.Equal("French: hello", model.Requests[0].LastText);
    }

    [Fact]
    public async Task Llm_Parser_InstructionsLandInThePromptAndErrorsGoBack()
    {
        using var model = new ScriptedChatClient().Says("maybe").Says("yes");
        var parser = Parse.Boolean();
        var chain = LlmChain.Create(PromptTemplate.Parse("{text}? {format_instructions}"), model, parser);

        Assert.True(await chain.InvokeAsync(Values(("text", "Is it")), Token));
        Assert.Equal($"Is it? {parser.FormatInstructions}", model.Requests[0].LastText);
        Assert.Equal(3, model.Requests[1].Messages.Count);
    }

    [Fact]
    public async Task Llm_TypedAndChatPrompts_Work()
    {
        using var model = new ScriptedChatClient().Says("a").Says("b");

        Assert.Equal("a", await LlmChain.Create(PromptTemplate.For<Person>("{Name}"), model).InvokeAsync(new Person("Ann", 1), Token));
        Assert.Equal("b", await LlmChain.Create(new ChatPromptTemplate((ChatRole.System, "s"), (ChatRole.User, "{text}")), model).InvokeAsync(Values(("text", "t")), Token));
        Assert.Equal(["Ann", "t"], model.Requests.Select(r => r.LastText));
    }

    [Fact]
    public async Task Sequential_Steps_ShareOneDictionary()
    {
        using var model = new ScriptedChatClient().Says("a play").Says("a good review");
        var chain = SequentialChain.Create(
            ("synopsis", LlmChain.Create(PromptTemplate.Parse("Synopsis of {title}"), model)),
            ("review", LlmChain.Create(PromptTemplate.Parse("Review {title}: {synopsis}"), model)));

        var updates = await chain.StreamAsync(Values(("title", "Hamlet")), Token).ToListAsync(Token);

        Assert.Equal("Review Hamlet: a play", model.Requests[1].LastText);
        Assert.Equal(["title", "synopsis", "review"], updates[^1].Value!.Keys);
        Assert.Equal("a good review", string.Concat(updates.Where(u => u.Branch == "review").Select(u => u.TextDelta)));
    }

    [Fact]
    public void Sequential_TwoStepsOfOneName_AreRefused()
    {
        var step = Chain.From((IReadOnlyDictionary<string, object?> _) => "x");

        Assert.Throws<ArgumentException>(() => SequentialChain.Create(("a", step), ("a", step)));
        Assert.Throws<ArgumentException>(() => SequentialChain.Create());
    }

    [Fact]
    public async Task Conversation_SecondMessage_SeesTheFirst()
    {
        using var model = new ScriptedChatClient().Says("Hello Ada").Says("Ada");
        var sessions = new InMemorySessionStore();
        var chain = ConversationChain.Create(model, sessions);

        await chain.InvokeAsync(RunRequest.FromText("I am Ada", "s"), Token);
        var pieces = await chain.StreamAsync(RunRequest.FromText("Who am I?", "s"), Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal(["Ada"], pieces);
        Assert.Equal(["I am Ada", "Hello Ada", "Who am I?"], model.Requests[1].Messages.Select(m => m.Text));
        Assert.Equal(4, (await sessions.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task Conversation_Window_DecidesWhatIsSeenAndKeepsAll()
    {
        using var model = new ScriptedChatClient().Says("1").Says("2").Says("3");
        var sessions = new InMemorySessionStore();
        var chain = ConversationChain.Create(model, sessions, new ConversationBufferWindowMemory(k: 1), new() { Instructions = "Be brief." });

        foreach (var text in new[] { "a", "b", "c" })
            await chain.InvokeAsync(RunRequest.FromText(text, "s"), Token);

        Assert.Equal(["b", "2", "c"], model.Requests[2].Messages.Select(m => m.Text));
        Assert.Equal("Be brief.", model.Requests[2].Options?.Instructions);
        Assert.Equal(6, (await sessions.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task Conversation_FailedOrWithoutSession_KeepsNothing()
    {
        using var model = new ScriptedChatClient().Throws(new HttpRequestException("no")).Says("hi");
        var sessions = new InMemorySessionStore();
        var chain = ConversationChain.Create(model, sessions);

        await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(RunRequest.FromText("a", "s"), Token));
        await chain.InvokeAsync(RunRequest.FromText("b"), Token);

        Assert.Empty(await sessions.ListAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Conversation_SomebodyWroteMeanwhile_AppendsBehind()
    {
        var sessions = new InMemorySessionStore();
        using var model = new ScriptedChatClient().Then((_, token) => Interrupted(sessions, token));
        var chain = ConversationChain.Create(model, sessions);

        await chain.InvokeAsync(RunRequest.FromText("mine", "s"), Token);

        Assert.Equal(["theirs", "mine", "answer"], (await sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task Extraction_List_IsTypedAndGrows()
    {
        using var model = new ScriptedChatClient().Says("""{"value": [{"name": "Ann", "age": 30}, {"name": "Bob", "age": null}]}""");
        var chain = ExtractionChain.Create<List<Person>>(model);

        var updates = await chain.StreamAsync("Ann (30) met Bob.", Token).ToListAsync(Token);

        Assert.Equal([new("Ann", 30), new("Bob", null)], updates[^1].Value!);
        Assert.Contains(updates, u => u is { HasValue: true, IsFinal: false });
        Assert.Contains("Ann (30) met Bob.", model.Requests[0].LastText, StringComparison.Ordinal);
        Assert.IsType<ChatResponseFormatJson>(model.Requests[0].Options?.ResponseFormat);
    }

    [Fact]
    public async Task Extraction_AnswerOffTheSchema_GoesBackToTheModel()
    {
        using var model = new ScriptedChatClient().Says("""{"age": 30}""").Says("""{"name": "Ann", "age": 30}""");
        var chain = ExtractionChain.Create<Person>(model);

        Assert.Equal(new Person("Ann", 30), await chain.InvokeAsync("Ann is 30.", Token));
        Assert.Contains("name", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tagging_Enum_IsOneOfItsNames()
    {
        using var model = new ScriptedChatClient().Says("It is negative.");
        var chain = TaggingChain.Create(model, Parse.Enum<Mood>());

        Assert.Equal(Mood.Negative, await chain.InvokeAsync("I hate it.", Token));
    }

    [Theory]
    [InlineData("3 * (40 - 15%)", "102")]
    [InlineData("`18% of 2450`", "441")]
    [InlineData("```\n2^10 =\n```", "1024")]
    [InlineData("0.1 + 0.2", "0.3")]
    public async Task Math_Expression_IsWorkedOutExactly(string expression, string result)
    {
        using var model = new ScriptedChatClient().Says(expression);

        var calculation = await MathChain.Create(model).InvokeAsync("?", Token);

        Assert.Equal(result, calculation.Result);
    }

    [Fact]
    public async Task Math_WrongExpression_GoesBackWithTheReason()
    {
        using var model = new ScriptedChatClient().Says("import os").Says("1 / 0").Says("6 * 7");

        var calculation = await MathChain.Create(model).InvokeAsync("What is 6 times 7?", Token);

        Assert.Equal("6 * 7 = 42", calculation.ToString());
        Assert.Contains("quotient", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChainOfThought_Tags_KeepReasoningFromTheAnswer()
    {
        using var model = new ScriptedChatClient().Says("<reasoning>Six sevens make 42.</reasoning>\n<answer>42</answer>");
        var chain = ChainOfThought.Create(model);

        var updates = await chain.StreamAsync("6 * 7?", Token).ToListAsync(Token);

        Assert.Equal(new Reasoned<string> { Reasoning = "Six sevens make 42.", Answer = "42" }, updates[^1].Value);
        Assert.Contains(updates, u => u is { HasValue: true, IsFinal: false, Value: { Reasoning: "Six sevens", Answer: null } });
    }

    [Fact]
    public async Task ChainOfThought_TypedAnswerAndMissingTags_AreAskedForAgain()
    {
        using var model = new ScriptedChatClient().Says("Yes!").Says("<reasoning>r</reasoning><answer>certainly not a word</answer>").Says("<reasoning>r</reasoning><answer>yes</answer>");
        var chain = ChainOfThought.Create(model, Parse.Boolean());

        Assert.True((await chain.InvokeAsync("Is 7 prime?", Token)).Answer);
        Assert.Contains("reasoning", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelfConsistency_MostSamples_DecideAndFailuresDoNotVote()
    {
        using var model = new ScriptedChatClient().Says("41").Says("42").Throws(new HttpRequestException("no")).Says("42").Says("7");
        var chain = SelfConsistencyChain.Create(Chain.Passthrough<string>().Then(model).AsText(), samples: 5, maxConcurrency: 1);
        List<StepProgressed> progress = [];
        var context = new ChainContext { Listener = e => { if (e is StepProgressed p) progress.Add(p); } };

        var majority = await chain.InvokeAsync("6 * 7?", context, Token);

        Assert.Equal(("42", 2, 0.5), (majority.Answer, majority.Votes, majority.Agreement));
        Assert.Equal(["41", "42", "42", "7"], majority.Samples);
        Assert.Single(majority.Failures);
        Assert.Equal(5, progress[^1].Done);
    }

    [Fact]
    public async Task SelfConsistency_Level_TakesTheEarliest()
    {
        using var model = new ScriptedChatClient().Says("b").Says("A").Says("a").Says("B");
        var chain = SelfConsistencyChain.Create(Chain.Passthrough<string>().Then(model).AsText(), 4, maxConcurrency: 1, StringComparer.OrdinalIgnoreCase);

        Assert.Equal("b", (await chain.InvokeAsync("?", Token)).Answer);
    }

    [Fact]
    public async Task SelfConsistency_AllFail_IsAnErrorWithAll()
    {
        using var model = new ScriptedChatClient().Throws(new HttpRequestException("1")).Throws(new HttpRequestException("2"));
        var chain = SelfConsistencyChain.Create(Chain.Passthrough<string>().Then(model).AsText(), 2);

        var error = await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync("?", Token));

        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
    }

    [Fact]
    public async Task Constitutional_Principles_CriticiseAndReviseInTurn()
    {
        using var model = new ScriptedChatClient()
            .Says("draft")
            .Says("""{"critique": "It is rude.", "needsRevision": true}""").Says("polite draft")
            .Says("""{"critique": "Fine.", "needsRevision": false}""");
        var chain = ConstitutionalChain.Create(Chain.Passthrough<string>().Then(model).AsText(), model,
        [
            new() { Name = "polite", Critique = "Is it polite?", Revision = "Be polite." },
            new() { Name = "true", Critique = "Is it true?" },
        ]);

        var answer = await chain.InvokeAsync("Question", Token);

        Assert.Equal(("polite draft", "draft"), (answer.Text, answer.Original));
        Assert.Equal(["polite draft", null], answer.Revisions.Select(r => r.Revised));
        Assert.Contains("Is it polite?", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("Be polite.", model.Requests[2].LastText, StringComparison.Ordinal);
        Assert.Contains("polite draft", model.Requests[3].LastText, StringComparison.Ordinal);
        Assert.Equal(4, model.Requests.Count);
    }

    [Fact]
    public void Prompts_FromALibrary_ReplaceThoseOfThatName()
    {
        var library = PromptLibrary.BuiltIn.With(NamedPrompt.Create("chains.tag", PromptTemplate.Parse("T:{text}")));

        Assert.Equal("T:{text}", new ReadyMadePrompts(library).Tag.Text);
        Assert.NotEqual("T:{text}", new ReadyMadePrompts().Tag.Text);
    }

    private static Dictionary<string, object?> Values(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    private static async IAsyncEnumerable<ChatResponseUpdate> Interrupted(InMemorySessionStore sessions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await sessions.AppendAsync(new SessionAppend { SessionId = "s", ExpectedVersion = 0, Messages = [new ChatMessage(ChatRole.User, "theirs")] }, cancellationToken);
        yield return new ChatResponseUpdate(ChatRole.Assistant, "answer");
    }

    private sealed record Person([property: Description("The name.")] string Name, int? Age);

    private enum Mood
    {
        Positive,
        Negative,
    }
}
