using System.Text.Json.Nodes;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>Clock, random numbers, log and other tools.</summary>
public sealed class AmbientTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Clock_Granted_MovesAndWithoutItTheDateStandsStillAtTheStartOfTheCall()
    {
        var grants = new SandboxGrants
        {
            Clock = true,
            TimeProvider = _time,
            Sql = new Dictionary<string, SqlQuery>
            {
                ["wait"] = (_, _, _) =>
                {
                    _time.Advance(TimeSpan.FromMinutes(1));
                    return default;
                },
            },
        };
        const string Script = "const a = Date.now(); await sql.query('wait', ''); return [Date.now() - a, typeof clock === 'object' ? clock.now() - a : null, new Date(a).toISOString()];";

        var granted = await Sandboxed.RunAsync(Script, """{"clock":true,"sql":true}""", grants);
        var without = await Sandboxed.RunAsync(Script, """{"sql":true}""", grants);

        Assert.Equal("""[60000,60000,"2026-01-01T00:00:00.000Z"]""", granted);
        Assert.Equal("""[0,null,"2026-01-01T00:01:00.000Z"]""", without);
    }

    [Fact]
    public async Task Random_Granted_IsTheSameForTheSameCallAndNoOther()
    {
        var grants = new SandboxGrants { Random = true };
        const string Script = "return [random.next(), random.next(), Math.random()];";

        var first = await Sandboxed.RunAsync(Script, """{"random":true}""", grants, Sandboxed.Context(key: "r/0/c1"));
        var again = await Sandboxed.RunAsync(Script, """{"random":true}""", grants, Sandboxed.Context(key: "r/0/c1"));
        var other = await Sandboxed.RunAsync(Script, """{"random":true}""", grants, Sandboxed.Context(key: "r/0/c2"));
        var nobody = await Sandboxed.RunAsync(Script, """{"random":true}""", grants);

        Assert.Equal(first, again);
        Assert.Equal(3, new[] { first, other, nobody }.Distinct().Count());
        Assert.All(JsonNode.Parse(first)!.AsArray(), n => Assert.InRange((double)n!, 0, 1));
        Assert.Equal(3, JsonNode.Parse(first)!.AsArray().Select(n => (double)n!).Distinct().Count());
    }

    [Fact]
    public async Task Log_Lines_GoToTheHostWithToolLevelAndRun()
    {
        List<SandboxLogLine> lines = [];

        await Sandboxed.RunAsync("log.warn('a', { b: 1 }, null); log.error('x'.repeat(3000));", """{"log":true}""", new() { Log = lines.Add }, Sandboxed.Context());

        Assert.Equal(new SandboxLogLine { Tool = "tool", Level = "warn", Message = "a {\"b\":1} null", RunId = "run" }, lines[0]);
        Assert.Equal(("error", 2_003), (lines[1].Level, lines[1].Message.Length));
    }

    [Fact]
    public async Task Tools_Granted_AreCalledThroughTheCallsDelegate()
    {
        var context = Sandboxed.Context();

        var result = await Sandboxed.RunAsync("""
            return [await tools.add({ a: 1 }), await tools.fail().catch(e => e.message)];
            """, """{"tools":["add","fail"]}""", new() { Tools = ["add", "fail"] }, context, callTool: (tool, arguments, _) =>
            tool == "add" ? ValueTask.FromResult(arguments!["a"]?.DeepClone()) : throw new ToolException("It was refused."));

        Assert.Equal("""[1,"It was refused."]""", result);
        Assert.Equal(["tools add ok", "tools fail failed"], context.Uses.Select(u => $"{u.Capability} {u.What} {u.Outcome}"));
    }

    [Fact]
    public async Task Tools_WhereNothingCanCallThem_SaysSo()
    {
        var result = await Sandboxed.RunAsync("await tools.add();", """{"tools":true}""", new() { Tools = ["add"] });

        Assert.Equal("Tool 'add' cannot be called here: nothing runs this tool that could call others.", result);
    }
}
