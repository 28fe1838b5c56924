using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;

namespace AgentFlow.Sandbox.Tests;

public sealed class ScriptEngineTests
{
    [Fact]
    public async Task Prepare_AProgramRunManyTimesAtOnce_EachRunHasItsOwnMachineAndState()
    {
        var host = new ScriptHost().AddFunction("add", async (call, _) =>
        {
            await Task.Yield();
            return (int)call.State! + (int)call[0]!;
        });
        var script = new ScriptEngine().Prepare("globalThis.seen = (globalThis.seen ?? 0) + 1; return [seen, await add(1)];");

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => script.RunAsync(host, new ScriptLimits(), i, TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"[1,{i + 1}]"), results.Select(r => r.Value!.ToJsonString()));
    }

    [Fact]
    public async Task Prepare_SourceWithAnError_EveryRunGivesIt()
    {
        var script = new ScriptEngine().Prepare("let = 3 +;");

        var result = await script.RunAsync(new ScriptHost(), new ScriptLimits(), null, TestContext.Current.CancellationToken);

        Assert.IsType<ScriptInvalid>(result.Outcome);
    }
}
