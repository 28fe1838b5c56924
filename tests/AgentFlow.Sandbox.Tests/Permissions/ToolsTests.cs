using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sandbox.Tests.Packs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class ToolsTests : IDisposable
{
    private readonly PackFolder _folder = new();
    private readonly InMemoryJournal _journal = new();
    private int _paid;
    private int _looked;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tools_CalledByAPack_PassTheGateAndStandInTheJournal()
    {
        Add("return [await tools.look({ n: 20 }), await tools.look({ n: 'x' }).catch(e => e.message.includes('/n')), await tools.look(1).catch(e => e.message)];");

        var result = await RunAsync();

        var events = await EventsAsync(result.RunId);
        Assert.Equal("""[21,true,"tools.look takes one object with the arguments of the tool."]""", events.OfType<ToolCompleted>().Last().Result);
        Assert.Equal([ToolOutcome.Succeeded, ToolOutcome.InvalidArguments], events.OfType<ToolCompleted>().Where(c => c.ParentCallId == "c1").Select(c => c.Outcome));
        Assert.Equal(["look Succeeded", "look InvalidArguments"], events.OfType<ToolCompleted>().Last().Uses!.Select(u => $"{u.What} {u.Outcome}"));
    }

    [Theory]
    [InlineData(true, "[21,\"paid\"]")]
    [InlineData(false, "[21,\"refused\"]")]
    public async Task Tools_CallThatWaitsForAPerson_StopsTheScriptAndIsAnsweredWhenItRunsAgain(bool isApproved, string expected)
    {
        Add("const n = await tools.look({ n: 20 }); let paid = 'refused'; try { paid = await tools.pay({ amount: n }); } catch (e) { await tools.look({ n: 1 }); } return [n, paid];");

        var suspended = await RunAsync();
        var lookedBefore = _looked;
        var pending = Assert.Single(suspended.Pending);
        var result = await Bot(new ScriptedChatClient().Says("Done.")).ResumeAsync(suspended.RunId, [isApproved ? pending.Approve() : pending.Deny("no")], Token);

        Assert.Equal(("pay", "c1/2", 1), (pending.Tool, pending.CallId, lookedBefore));
        Assert.Equal(expected, (await EventsAsync(result.RunId)).OfType<ToolCompleted>().Last().Result);
        Assert.Equal(isApproved ? (1, 1) : (0, 2), (_paid, _looked));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2,"__proto__":{"polluted":true}}""", """[2,null]""")]
    [InlineData("""{"a":"\ud800"}""", """["unreadable",null]""")]
    [InlineData("deep", """["unreadable",null]""")]
    public async Task Tools_ResultOfAHostileTool_IsTheScriptsToCatchAndChangesNoPrototype(string json, string expected)
    {
        var evil = Tool.Create(() => System.Text.Json.JsonElement.Parse(json == "deep" ? new string('[', 63) + new string(']', 63) : json), "evil", effect: ToolEffect.Keyed);
        _folder.Add("outer", "export default async function () { let r; try { r = JSON.parse(JSON.stringify(await tools.evil())).a ?? 'unreadable'; } catch (e) { r = 'unreadable'; } return [r, ({}).polluted ?? null]; }", "\"effect\": \"keyed\", \"permissions\": { \"tools\": [\"evil\"] }");
        var agent = new Agent(new ScriptedChatClient().Calls("outer", callId: "c1").Says("Done."), new() { Journal = _journal, Tools = [.. _folder.Load(new() { Grants = new() { Tools = [evil] } }).ThrowIfInvalid().Tools] });

        var result = await agent.RunAsync("Go.", cancellationToken: Token);

        Assert.Equal(expected, (await EventsAsync(result.RunId)).OfType<ToolCompleted>().Last().Result);
    }

    [Fact]
    public async Task Tools_WhereNoAgentCalls_SaysSo()
    {
        var result = await Sandboxed.RunAsync("await tools.look();", """{"tools":true}""", new() { Tools = [Look] });

        Assert.Equal("Tool 'look' cannot be called here: only an agent's call can make others.", result);
    }

    [Fact]
    public void Load_PackThatCallsToolsAndIsNotKeyed_IsAProblem()
    {
        _folder.Add("outer", "export default () => 1;", "\"permissions\": { \"tools\": [\"look\"] }");

        var pack = _folder.Load(new() { Grants = new() { Tools = [Look] } });

        Assert.Equal("outer/tool.json:6:20: A tool that calls others is run again after an interruption, its calls then being answered from the journal. Write '\"effect\": \"keyed\"'.", _folder.Shorten(Assert.Single(pack.Problems)));
    }

    private AIFunction Look => Tool.Create((int n) =>
    {
        _looked++;
        return n + 1;
    }, "look", effect: ToolEffect.Keyed);

    private AIFunction Pay => Tool.Create((int amount) =>
    {
        _paid++;
        return amount > 0 ? "paid" : "nothing";
    }, "pay", effect: ToolEffect.Keyed).WithApproval();

    private void Add(string script) =>
        _folder.Add("outer", $"export default async function () {{ {script} }}", "\"effect\": \"keyed\", \"permissions\": { \"tools\": [\"look\", \"pay\"] }");

    private Task<RunResult> RunAsync() => Bot(new ScriptedChatClient().Calls("outer", callId: "c1").Says("Done.")).RunAsync("Go.", cancellationToken: Token);

    private Agent Bot(IChatClient model) =>
        new(model, new() { Journal = _journal, Tools = [.. _folder.Load(new() { Grants = new() { Tools = [Look, Pay] } }).ThrowIfInvalid().Tools] });

    private async Task<List<RunEvent>> EventsAsync(string runId) => await _journal.ReadAsync(runId, Token).ToListAsync(Token);
}
