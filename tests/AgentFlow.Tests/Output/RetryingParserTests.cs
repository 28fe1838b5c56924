using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Output;

public sealed class RetryingParserTests
{
    [Fact]
    public async Task ParseAsync_ReadableText_TheModelIsNotAsked()
    {
        var parser = Parse.Date().WithRetry(new ScriptedChatClient());

        Assert.Equal(new DateOnly(2024, 3, 31), await parser.ParseAsync("2024-03-31", Token));
    }

    [Fact]
    public async Task ParseAsync_UnreadableText_IsPutToTheModelWithErrorsAndInstructions()
    {
        var model = new ScriptedChatClient().Says("2024-03-31");

        var date = await Parse.Date().WithRetry(model).ParseAsync("the last of {March}", Token);

        Assert.Equal(new DateOnly(2024, 3, 31), date);
        var message = Assert.Single(Assert.Single(model.Requests).Messages);
        Assert.Contains("Answer:\nthe last of {March}\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("'the last of {March}' is not one date", message.Text, StringComparison.Ordinal);
        Assert.Contains(Parse.Date().FormatInstructions!, message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParseAsync_WithItsConversation_GoesOnWithIt()
    {
        var model = new ScriptedChatClient().Says("still unsure").Says("2024-03-31");
        ChatMessage[] conversation = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "When?")];

        await Parse.Date().WithRetry(model, options: new ChatOptions { Temperature = 0 }).ParseAsync("soon", conversation, Token);

        Assert.Equal(["Be brief.", "When?", "soon"], model.Requests[1].Messages.Take(3).Select(m => m.Text));
        Assert.Equal(["system", "user", "assistant", "user", "assistant", "user"], model.Requests[1].Messages.Select(m => m.Role.Value));
        Assert.Equal(0, model.Requests[1].Options!.Temperature);
        Assert.Equal(2, conversation.Length);
    }

    [Fact]
    public async Task ParseAsync_NeverReadable_ThrowsTheLastErrorAfterTheRetries()
    {
        var model = new ScriptedChatClient().Says("one").Says("two").Says("three");

        var error = await Assert.ThrowsAsync<OutputParserException>(() => Parse.Date().WithRetry(model, maxRetries: 3).ParseAsync("zero", Token));

        Assert.Equal("three", error.Text);
    }

    [Fact]
    public async Task ParseAsync_PromptReplaced_AsksInItsWords()
    {
        var model = new ScriptedChatClient().Says("ja").Says("yes");
        var parser = Parse.Boolean(new OutputPrompts { Fix = PromptTemplate.Parse("Repariere '{text}': {errors}"), NoChoice = PromptTemplate.Parse("Nur {names}.") }).WithRetry(model);

        var value = await parser.ParseAsync("jein", Token);

        Assert.True(value);
        Assert.Equal(["Repariere 'jein': Nur yes, no.", "Repariere 'ja': Nur yes, no."], model.Requests.Select(r => r.LastText));
    }

    [Fact]
    public async Task ParseAsync_Json_AsksForTheSchemaAgain()
    {
        var model = new ScriptedChatClient().Says("""{"number":"1","total":2}""");

        var invoice = await Parse.Json(InvoiceJsonContext.Default.Invoice).WithRetry(model).ParseAsync("{}", Token);

        Assert.Equal(2, invoice.Total);
        Assert.IsType<ChatResponseFormatJson>(model.Requests[0].Options!.ResponseFormat);
    }

    [Fact]
    public void WithRetry_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Parse.Date().WithRetry(new ScriptedChatClient(), -1));
}
