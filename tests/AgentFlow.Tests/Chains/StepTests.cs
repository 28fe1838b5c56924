using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Chains;

/// <summary>What is a step without a class of the user's own.</summary>
public sealed class StepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_ModelAndParser_GiveATypedValue()
    {
        using var model = new ScriptedChatClient().Says("""Here: {"number": 7, "customer": "Ann"}""");
        var chain = PromptTemplate.For<Letter>("Read: {Text}") | model | Parse.Json<Invoice>();

        var invoice = await chain.InvokeAsync(new Letter("Invoice 7 for Ann"), Token);

        Assert.Equal(new Invoice(7, "Ann"), invoice);
        Assert.Equal("Read: Invoice 7 for Ann", model.Requests[0].LastText);
    }

    [Fact]
    public async Task Prompt_Untyped_TakesADictionary()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var chain = (PromptTemplate.Parse("Translate: {text}") | model).AsText();

        Assert.Equal("Bonjour", await chain.InvokeAsync(new Dictionary<string, object?> { ["text"] = "hello" }, Token));
    }

    [Fact]
    public async Task ChatPrompt_Messages_GoToTheModel()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var chain = (ChatPromptTemplate.For<Letter>((ChatRole.System, "Translate."), (ChatRole.User, "{Text}")) | model).AsText();

        await chain.InvokeAsync(new Letter("hello"), Token);

        Assert.Equal(["system: Translate.", "user: hello"], model.Requests[0].Messages.Select(m => $"{m.Role}: {m.Text}"));
    }

    [Fact]
    public async Task Parser_Streamed_ShowsPartialValuesAndLastTheWhole()
    {
        using var model = new ScriptedChatClient().Says("""{"number": 7, "customer": "Ann Lee"}""");
        var chain = PromptTemplate.For<Letter>("{Text}").Then(model).Then(Parse.Json<Invoice>());

        var updates = await chain.StreamAsync(new Letter("x"), Token).ToListAsync(Token);

        Assert.Contains(updates, u => u is { HasValue: true, IsFinal: false, Value: { Number: 7, Customer: null or "Ann" } });
        Assert.Equal(new Invoice(7, "Ann Lee"), updates[^1].Value);
        Assert.Single(updates, u => u.IsFinal);
    }

    [Fact]
    public async Task Parser_OfText_PiecesAreThoseOfTheResult()
    {
        using var model = new ScriptedChatClient().Says("  one two  ");
        var chain = Chain.Passthrough<string>().Then(model).Then(Parse.Text());

        var pieces = await chain.StreamAsync("x", Token).TextAsync(Token).ToListAsync(Token);

        Assert.Equal("one two", string.Concat(pieces));
        Assert.True(pieces.Count > 1);
    }

    [Fact]
    public async Task ModelWithParser_AnswerThatCannotBeRead_GoesBackWithTheErrors()
    {
        using var model = new ScriptedChatClient().Says("""{"number": "seven"}""").Says("""{"number": 7, "customer": "Ann"}""");
        var chain = PromptTemplate.For<Letter>("{Text}").Then(model, Parse.Json<Invoice>());

        var updates = await chain.StreamAsync(new Letter("x"), Token).ToListAsync(Token);

        Assert.Equal(new Invoice(7, "Ann"), updates[^1].Value);
        Assert.NotNull(model.Requests[0].Options!.ResponseFormat);
        Assert.Equal(3, model.Requests[1].Messages.Count);
    }

    [Fact]
    public async Task RetryingParser_TextThatCannotBeRead_IsWrittenAgain()
    {
        using var model = new ScriptedChatClient().Says("""{"number": 7, "customer": "Ann"}""");
        var chain = Chain.Passthrough<string>().Then(Parse.Json<Invoice>().WithRetry(model));

        Assert.Equal(new Invoice(7, "Ann"), await chain.InvokeAsync("seven, Ann", Token));
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task Prompt_BehindAChain_IsFilledWithWhatItGives()
    {
        var typed = Chain.From((string text) => new Letter(text)).Then(PromptTemplate.For<Letter>("<{Text}>"));
        var untyped = Chain.Passthrough<string>().Then(PromptTemplate.Parse("[{anything}]"));

        Assert.Equal("<x>", await typed.InvokeAsync("x", Token));
        Assert.Equal("[x]", await untyped.InvokeAsync("x", Token));
        Assert.Throws<ArgumentException>(() => Chain.Passthrough<string>().Then(PromptTemplate.Parse("{a} {b}")));
    }

    [Fact]
    public async Task Tool_OneParameter_TakesTheValue()
    {
        var tool = Tool.Create((string city, int days = 1) => $"{city}: sun for {days}", "weather");
        var chain = Chain.From((string city) => city.ToUpperInvariant()).Then(tool).AsText();

        Assert.Equal("PARIS: sun for 1", await chain.InvokeAsync("paris", Token));
    }

    [Fact]
    public async Task Tool_Arguments_ComeFromADictionary()
    {
        var chain = Tool.Create((int a, int b) => new { Sum = a + b }, "add").AsChain();

        var result = await chain.InvokeAsync(new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2 }, Token);

        Assert.Equal(3, result.GetProperty("sum").GetInt32());
    }

    [Fact]
    public void Tool_UnclearParameterOrApproval_ThrowsWhenTheChainIsMade()
    {
        var start = Chain.Passthrough<int>();

        var unclear = Assert.Throws<ArgumentException>(() => start.Then(Tool.Create((int a, int b) => a + b, "add")));
        var unknown = Assert.Throws<ArgumentException>(() => start.Then(Tool.Create((int a, int b) => a + b, "add"), "c"));
        var approval = Assert.Throws<ArgumentException>(() => start.Then(Tool.Create((int amount) => amount, "pay").WithApproval()));

        Assert.Contains("takes a, b", unclear.Message, StringComparison.Ordinal);
        Assert.Contains("no parameter 'c'. It has: a, b", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("person's consent", approval.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_Question_GivesTheRunsResult()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("It is 5.").Calls("add", """{"a":2,"b":3}""").Says("It is 5.");
        var agent = new Agent(model, new AgentOptions { Name = "adder", Tools = [Tool.Create((int a, int b) => a + b, "add")] });
        var chain = (Chain.From((int x) => $"{x}+3?") | agent).AsText();

        var invoked = await chain.InvokeAsync(2, Token);
        var streamed = await chain.StreamAsync(2, Token).ToListAsync(Token);

        Assert.Equal("It is 5.", invoked);
        Assert.Equal("It is 5.", streamed[^1].Value);
        Assert.Equal(["It ", "is ", "5."], streamed.Where(u => u.TextDelta is not null).Select(u => u.TextDelta));
    }

    [Fact]
    public async Task Agent_WaitsForADecision_HasNoText()
    {
        using var model = new ScriptedChatClient().Calls("pay");
        var agent = new Agent(model, new AgentOptions { Tools = [Tool.Create(() => "paid", "pay").WithApproval()] });

        var error = await Assert.ThrowsAsync<ChainException>(async () => await agent.AsChain().AsText().InvokeAsync("Pay!", Token));

        Assert.Contains("waits for a decision about pay", error.Message, StringComparison.Ordinal);
    }

    private sealed record Letter(string Text);

    private sealed record Invoice(int Number, string Customer);
}
