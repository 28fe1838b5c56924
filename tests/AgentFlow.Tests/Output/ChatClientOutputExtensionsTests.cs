using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Output;

public sealed class ChatClientOutputExtensionsTests
{
    private const string Good = """{"number":"A1","total":12.5}""";
    private const string Bad = """{"number":"A1"}""";

    [Fact]
    public async Task GetAsync_GoodAnswer_GivesTheValueAndAsksForItsSchema()
    {
        var model = new ScriptedChatClient().Says(Good);

        var invoice = await model.GetAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal(12.5m, invoice.Total);
        var format = Assert.IsType<ChatResponseFormatJson>(Assert.Single(model.Requests).Options!.ResponseFormat);
        Assert.Contains("total", format.Schema!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_BadAnswer_IsAskedAgainWithTheErrors()
    {
        var model = new ScriptedChatClient().Says(Bad).Says(Good);

        var invoice = await model.GetAsync<Invoice>("Read the invoice.", new ChatOptions { Temperature = 0 }, cancellationToken: Token);

        Assert.Equal("A1", invoice.Number);
        var retry = model.Requests[1];
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User], retry.Messages.Select(m => m.Role));
        Assert.Equal(Bad, retry.Messages[1].Text);
        Assert.Contains("missing required property \"total\"", retry.LastText, StringComparison.Ordinal);
        Assert.Equal(0, retry.Options!.Temperature);
        Assert.NotNull(retry.Options.ResponseFormat);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task GetAsync_NeverGood_ThrowsTheLastAnswerAndItsErrors(int maxRetries, int calls)
    {
        var model = new ScriptedChatClient();
        for (var i = 0; i < calls; i++)
            model.Says($"answer {i}");

        var error = await Assert.ThrowsAsync<OutputParserException>(() => model.GetAsync<Invoice>("Read it.", maxRetries: maxRetries, cancellationToken: Token));

        Assert.Equal($"answer {calls - 1}", error.Text);
        Assert.NotEmpty(error.Errors);
        Assert.Equal(0, model.Remaining);
    }

    [Fact]
    public async Task GetAsync_PromptReplaced_AsksInItsWords()
    {
        var parser = Parse.Json(InvoiceJsonContext.Default.Invoice, new OutputPrompts { TryAgain = PromptTemplate.Parse("Noch einmal bitte: {errors}") });
        var model = new ScriptedChatClient().Says(Bad).Says(Good);

        await model.GetAsync([new(ChatRole.User, "Lies.")], parser, cancellationToken: Token);

        Assert.StartsWith("Noch einmal bitte: (root): missing", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamAsync_ValueArrives_PartialsThenTheCheckedValue()
    {
        var model = new ScriptedChatClient().Says("""{"number": "A1", "total": 12.5, "lines": [ {"text": "pen"}, {"text": "ink"} ]}""");

        List<OutputUpdate<Invoice>> updates = [];
        await foreach (var update in model.StreamAsync<Invoice>("Read it.", cancellationToken: Token))
            updates.Add(update);

        Assert.True(updates.Count > 3);
        Assert.All(updates.SkipLast(1), u => Assert.False(u.IsFinal));
        Assert.True(updates[^1].IsFinal);
        Assert.Equal(["pen", "ink"], updates[^1].Value.Lines.Select(l => l.Text));
        Assert.Equal(updates.Select(u => u.Value.Lines?.Count ?? 0).Order(), updates.Select(u => u.Value.Lines?.Count ?? 0));
    }

    [Fact]
    public async Task StreamAsync_FirstPartOfTheAnswer_IsShownBeforeTheModelWritesTheSecond()
    {
        var go = new TaskCompletionSource();
        var model = new ScriptedChatClient().Then((_, _) => Slowly());

        await using var updates = model.StreamAsync<Invoice>("Read it.", cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync());
        var first = updates.Current;
        go.SetResult();
        while (await updates.MoveNextAsync())
        {
        }

        Assert.Equal("A1", first.Value.Number);

        async IAsyncEnumerable<ChatResponseUpdate> Slowly()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, """{"number":"A1",""");
            await go.Task;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "\"total\":1}");
        }
    }

    [Fact]
    public async Task StreamAsync_BadAnswer_BeginsAnewWithTheNext()
    {
        var model = new ScriptedChatClient().Says("""{"number": "A1", "total": "much"}""").Says(Good);

        List<OutputUpdate<Invoice>> updates = [];
        await foreach (var update in model.StreamAsync<Invoice>("Read it.", cancellationToken: Token))
            updates.Add(update);

        Assert.Equal([0, 1], updates.Select(u => u.Retries).Distinct());
        Assert.Equal((true, 1, 12.5m), (updates[^1].IsFinal, updates[^1].Retries, updates[^1].Value.Total));
    }

    [Fact]
    public async Task StreamAsync_NeverGood_ThrowsAtTheEnd()
    {
        var model = new ScriptedChatClient().Says("no").Says("no").Says("never");

        var error = await Assert.ThrowsAsync<OutputParserException>(async () =>
        {
            await foreach (var _ in model.StreamAsync<Invoice>("Read it.", cancellationToken: Token))
            {
            }
        });

        Assert.Equal("never", error.Text);
    }
}
