using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Output;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentOutputTests
{
    private const string Good = """{"number":"A1","total":12.5}""";
    private const string Bad = """{"number":"A1","total":"much"}""";

    private static readonly JsonOutputParser<Invoice> Parser = AgentFlow.Output.Parse.Json(InvoiceJsonContext.Default.Invoice);

    [Fact]
    public async Task RunAsync_GoodAnswer_GivesTheValueAndTheRun()
    {
        var model = new ScriptedChatClient().Says(Good);

        var result = await model.Agent().RunAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal(12.5m, result.Value.Total);
        Assert.Equal((RunStatus.Completed, RunOutcome.Answered, Good), (result.Status, result.Outcome, result.Text));
        Assert.IsType<ChatResponseFormatJson>(model.Requests[0].Options!.ResponseFormat);
    }

    [Fact]
    public async Task RunAsync_BadAnswer_IsAskedAgainInTheSameRun()
    {
        var model = new ScriptedChatClient().Says(Bad).Says(Good);
        var agent = model.Agent();

        var result = await agent.RunAsync(RunRequest.FromText("Read the invoice."), Parser, Token);

        Assert.Equal(12.5m, result.Value.Total);
        Assert.Equal(2, result.State.Iterations);
        var rejected = (await agent.EventsAsync(result.RunId)).Single<OutputRejected>();
        Assert.Contains("/total", Assert.Single(rejected.Errors), StringComparison.Ordinal);
        Assert.Equal(["user", "assistant", "user"], model.Requests[1].Messages.Select(m => m.Role.Value));
        Assert.Equal(rejected.Note, model.Requests[1].LastText);
        Assert.Contains(rejected.Errors[0], rejected.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ToolsFirst_TheirAnswersAreNotHeldToTheSchema()
    {
        var tool = Tool.Create(() => "12.50", "look_up", effect: ToolEffect.Pure);
        var model = new ScriptedChatClient().Calls("look_up").Says(Bad).Calls("look_up", callId: "c2").Says(Good);

        var result = await model.Agent(tool).RunAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal(12.5m, result.Value.Total);
        Assert.Equal((1, 2), (result.State.RejectedOutputs, result.State.ToolCalls));
    }

    [Fact]
    public async Task RunAsync_NeverGood_EndsAsInvalidOutputAndValueThrowsTheLastText()
    {
        var model = new ScriptedChatClient().Says("first").Says("second").Says("third");

        var result = await model.Agent().RunAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal((RunOutcome.InvalidOutput, "third", false), (result.Outcome, result.Text, result.HasValue));
        var error = Assert.Throws<OutputParserException>(() => result.Value);
        Assert.Equal("third", error.Text);
        Assert.NotEmpty(error.Errors);
    }

    [Fact]
    public async Task RunAsync_NoRetriesAllowed_TheModelIsAskedOnce()
    {
        var model = new ScriptedChatClient().Says(Bad);
        var agent = new Agent(model, new AgentOptions { Limits = { MaxOutputRetries = 0 } });

        var result = await agent.RunAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal(RunOutcome.InvalidOutput, result.Outcome);
    }

    [Fact]
    public async Task RunAsync_AnotherLimitReachedFirst_ConcludesAndTheConclusionMayBeTheValue()
    {
        var model = new ScriptedChatClient().Says(Bad).Says(Good);
        var agent = new Agent(model, new AgentOptions { Limits = { MaxIterations = 2 } });

        var result = await agent.RunAsync<Invoice>("Read the invoice.", cancellationToken: Token);

        Assert.Equal((RunOutcome.MaxIterations, 12.5m), (result.Outcome, result.Value.Total));
    }

    [Fact]
    public async Task RunAsync_PromptReplaced_AsksInItsWords()
    {
        var model = new ScriptedChatClient().Says(Bad).Says(Good);
        var agent = new Agent(model, new AgentOptions { Prompts = new AgentPrompts { InvalidOutput = PromptTemplate.Parse("Noch einmal:\n{errors}") } });

        await agent.RunAsync<Invoice>("Lies.", cancellationToken: Token);

        Assert.StartsWith("Noch einmal:\n- /total", model.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InASession_TheSessionGetsTheGoodAnswerAlone()
    {
        var agent = new ScriptedChatClient().Says(Bad).Says(Good).Agent();

        await agent.RunAsync<Invoice>("Read the invoice.", "s", Token);

        var session = await agent.Journal.Sessions.LoadAsync("s", Token);
        Assert.Equal(["Read the invoice.", Good], session.Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_ListOfValues_IsUnwrapped()
    {
        var result = await new ScriptedChatClient().Says("""{"value":[1,2]}""").Agent().RunAsync<List<int>>("Count.", cancellationToken: Token);

        Assert.Equal([1, 2], result.Value);
    }

    [Fact]
    public async Task RunAsync_Suspended_HasNoValueYetAndResumeGivesIt()
    {
        var pay = Tool.Create(() => "paid", "pay").WithApproval();
        var agent = new ScriptedChatClient().Calls("pay").Says(Good).Agent(pay);

        var waiting = await agent.RunAsync<Invoice>("Pay it.", cancellationToken: Token);
        var result = await agent.ResumeAsync<Invoice>(waiting.RunId, [waiting.Pending[0].Approve()], Token);

        Assert.False(waiting.HasValue);
        Assert.Throws<InvalidOperationException>(() => waiting.Value);
        Assert.Equal("A1", result.Value.Number);
    }

    [Fact]
    public async Task ResumeAsync_FromEveryPrefixOfTheJournal_EndsWithTheSameValue()
    {
        var whole = new ScriptedChatClient().Says(Bad).Says("nonsense").Says(Good).Agent();
        await whole.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Parser, Token);
        var events = await whole.EventsAsync("r1");

        for (var length = 1; length <= events.Count; length++)
        {
            var journal = new InMemoryJournal();
            await journal.AppendAsync(new RunAppend { RunId = "r1", ExpectedVersion = 0, Events = [.. events.Take(length).Select(ThroughJson)] }, Token);
            var model = new ScriptedChatClient();
            foreach (var answer in new[] { Bad, "nonsense", Good }.Skip(events.Take(length).OfType<ModelResponded>().Count()))
                model.Says(answer);

            // Whoever resumes it does not know the type: the schema is in the journal.
            var result = await new Agent(model, new AgentOptions { Journal = journal }).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal((RunOutcome.Answered, Good), (result.Outcome, result.Text));
            Assert.Equal((3, 2, 0), (result.State.Iterations, result.State.RejectedOutputs, model.Remaining));
            Assert.All(model.Requests, r => Assert.True(JsonElement.DeepEquals(Parser.Schema, ((ChatResponseFormatJson)r.Options!.ResponseFormat!).Schema!.Value)));
        }
    }

    [Fact]
    public async Task ResumeAsync_StoppedBetweenTheBadAnswerAndTheNext_GoesOnWithTheErrors()
    {
        var journal = new InMemoryJournal();
        var stop = new CancellationTokenSource();
        var first = new ScriptedChatClient().Says(Bad).Then((_, token) =>
        {
            stop.Cancel();
            token.ThrowIfCancellationRequested();
            return ScriptedChatClient.Updates();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Agent(first, new AgentOptions { Journal = journal })
            .RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Parser, stop.Token));
        var second = new ScriptedChatClient().Says(Good);

        var result = await new Agent(second, new AgentOptions { Journal = journal }).ResumeAsync("r1", Parser, cancellationToken: Token);

        Assert.Equal(12.5m, result.Value.Total);
        Assert.Contains("/total", second.Requests[0].LastText, StringComparison.Ordinal);
        Assert.Equal(1, result.State.RejectedOutputs);
    }

    [Fact]
    public async Task ResumeAsync_TypeHasChangedSince_TheRunIsHeldToTheSchemaOfItsBeginning()
    {
        var journal = new InMemoryJournal();
        var agent = new Agent(new ScriptedChatClient().Says("""{"other":1}""").Says(Good), new AgentOptions { Journal = journal });
        var id = await agent.EnqueueAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], OutputSchema = Parser.Schema }, Token);

        var result = await agent.ResumeAsync<Other>(id, cancellationToken: Token);

        Assert.Equal((1, Good), (result.State.RejectedOutputs, result.Text));
        Assert.False(result.HasValue);
    }

    [Fact]
    public async Task StreamAsync_BadThenGood_ShowsPartialsOfEachAndEndsWithTheValue()
    {
        var agent = new ScriptedChatClient().Says("""{"number": "B", "total": "much"}""").Says("""{"number": "A1", "total": 12.5}""").Agent();

        List<RunUpdate<Invoice>> updates = [];
        await foreach (var update in agent.StreamAsync<Invoice>("Read it.", cancellationToken: Token))
            updates.Add(update);

        Assert.Equal(["B", "A1"], updates.Where(u => u.HasValue && !u.IsFinal).Select(u => u.Value!.Number).Distinct());
        Assert.Contains(updates, u => u.Event is OutputRejected);
        Assert.Equal((true, true, 12.5m), (updates[^1].IsFinal, updates[^1].Event is RunCompleted, updates[^1].Value!.Total));
    }

    [Fact]
    public async Task StreamAsync_NeverGood_ThrowsBehindTheLastEvent()
    {
        var agent = new Agent(new ScriptedChatClient().Says(Bad), new AgentOptions { Limits = { MaxOutputRetries = 0 } });

        List<RunEvent> events = [];
        var error = await Assert.ThrowsAsync<OutputParserException>(async () =>
        {
            await foreach (var update in agent.StreamAsync<Invoice>("Read it.", cancellationToken: Token))
                events.Add(update.Event);
        });

        Assert.Equal(Bad, error.Text);
        Assert.IsType<RunCompleted>(events[^1]);
    }

    [Theory]
    [InlineData("""{"type":"array"}""", "must be one of an object")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"strng"}}}""", "not valid")]
    public async Task RunAsync_SchemaThatCannotBeUsed_ThrowsBeforeTheRunBegins(string schema, string part)
    {
        var agent = new ScriptedChatClient().Agent();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], OutputSchema = JsonElement.Parse(schema) }, Token));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static RunEvent ThroughJson(RunEvent e) => RunEventJson.DeserializeEvent(RunEventJson.Serialize(e));

    private sealed record Other(int Amount);
}
