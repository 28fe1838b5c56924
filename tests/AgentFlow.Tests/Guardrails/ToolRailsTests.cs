using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Middleware;
using AgentFlow.Guardrails;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Guardrails;

public sealed class ToolRailsTests
{
    private readonly List<decimal> _paid = [];

    [Theory]
    [InlineData("ann", 1)]
    [InlineData("bob", 0)]
    [InlineData(null, 0)]
    public async Task Allow_UserWithoutTheTool_IsRefused(string? user, int paid)
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""").Says("Well.")).Use(ToolRails.Allow(u => u == "ann" ? null : []));

        await agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "go")], User = user }, Token);

        Assert.Equal(paid, _paid.Count);
    }

    [Fact]
    public async Task Arguments_SchemaIsBroken_ModelIsToldAndCorrectsItself()
    {
        var model = new ScriptedChatClient().Calls("pay", """{"amount":500}""").Calls("pay", """{"amount":50}""").Says("Paid.");
        var agent = Agent(model).Use(ToolRails.Arguments("pay", Maximum100));

        await agent.RunAsync("go", cancellationToken: Token);

        Assert.Contains("100", model.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Equal([50], _paid);
    }

    [Fact]
    public async Task Arguments_SchemaIsBrokenAndAPersonMayDecide_RunWaits()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":500}""").Says("Paid.")).Use(ToolRails.Arguments("pay", Maximum100, RailAction.Ask));

        var waiting = await agent.RunAsync("go", cancellationToken: Token);
        await agent.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()], Token);

        Assert.Contains("100", waiting.Pending[0].Reason, StringComparison.Ordinal);
        Assert.Equal([500], _paid);
    }

    [Fact]
    public async Task Arguments_FunctionChangesThem_ToolGetsThat()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":500}""").Says("Paid."))
            .Use(ToolRails.Arguments("pay", (_, _) => new(Verdict.Change(JsonElement.Parse("""{"amount":99}"""), "At most 99."))));

        await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal([99], _paid);
    }

    [Theory]
    [InlineData(RailAction.Pass)]
    [InlineData(RailAction.Change)]
    public void Arguments_OtherwiseIsNeitherAskNorBlock_Throws(RailAction otherwise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ToolRails.Arguments("pay", Maximum100, otherwise));

    [Fact]
    public async Task Rate_OneCallTooMany_IsRefusedInTheSameAnswerAndInLaterOnes()
    {
        var model = new ScriptedChatClient()
            .CallsAll(("pay", """{"amount":1}""", "a"), ("pay", """{"amount":2}""", "b"), ("pay", """{"amount":3}""", "c"))
            .Calls("pay", """{"amount":4}""", "a").Says("Enough.");
        var agent = Agent(model).Use(ToolRails.Rate("pay", 2));

        await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal([1, 2], _paid.Order());
    }

    private static JsonElement Maximum100 => JsonElement.Parse("""{"properties":{"amount":{"maximum":100}}}""");

    private Agent Agent(ScriptedChatClient model)
    {
        var pay = Tool.Create((decimal amount) =>
        {
            lock (_paid)
                _paid.Add(amount);
            return "paid";
        }, "pay");
        return new Agent(model, new AgentOptions { Tools = [pay] });
    }
}
