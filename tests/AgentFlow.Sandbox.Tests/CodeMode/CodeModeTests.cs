using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.JavaScript;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Tests;

public sealed class CodeModeTests
{
    private static readonly AIFunction Add = Tool.Create((int a, int b) => a + b, "add", "Adds.", ToolEffect.Pure);
    private static readonly AIFunction Bad = Tool.Create(string () => throw new ToolException("No such thing."), "bad", effect: ToolEffect.Pure);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunCode_CallsToolsInALoop_TheModelSeesOnlyWhatIsReturned()
    {
        var run = new CodeModeRun("let sum = 0; for (let i = 1; i <= 10; i++) sum = await tools.add({ a: sum, b: i }); return { sum };", Add);

        var result = await run.ResultAsync();

        Assert.Equal("""{"sum":55}""", result);
        Assert.Equal(11, (await run.Agent.LoadAsync("r1", Token)).ToolCalls);
    }

    [Theory]
    [InlineData("```js\nreturn await tools.add({ a: 1, b: 2 });\n```")]
    [InlineData("const x: number = await tools.add({ a: 1, b: 2 }); x")]
    [InlineData("async () => { return await tools.add({ a: 1, b: 2 }); }")]
    [InlineData("export default await tools.add({ a: 1, b: 2 });")]
    public async Task RunCode_AsModelsWriteIt_IsUnderstood(string code)
    {
        var result = await new CodeModeRun(code, Add).ResultAsync();

        Assert.Equal("3", result);
    }

    [Fact]
    public async Task RunCode_ToolFails_IsARejectionWithTheMessage()
    {
        var result = await new CodeModeRun("try { await tools.bad(); } catch (e) { return e.message; }", Bad).ResultAsync();

        Assert.Equal("\"Tool 'bad' failed: No such thing.\"", result);
    }

    [Fact]
    public async Task RunCode_ArgumentsBreakTheSchema_TheScriptIsToldAsAModelWouldBe()
    {
        var result = await new CodeModeRun("try { await tools.add({ a: 'x' }); } catch (e) { return e.message; }", Add).ResultAsync();

        Assert.Contains("The arguments of 'add' do not fit its schema", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_ArgumentsAreNoObject_TheScriptIsShownTheDeclaration()
    {
        var result = await new CodeModeRun("try { await tools.add(1, 2); } catch (e) { return e.message; }", Add).ResultAsync();

        Assert.Contains("tools.add takes one object:", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_Throws_TheModelGetsThePlaceAndWhatWasDone()
    {
        var run = new CodeModeRun("console.log('here');\nconst x = await tools.add({ a: 1, b: 2 });\nx.y.z;", Add);

        var result = await run.ResultAsync();

        Assert.Equal(ToolOutcome.Failed, (await run.CompletedAsync()).Outcome);
        Assert.StartsWith("Tool 'run_code' failed: TypeError: ", result, StringComparison.Ordinal);
        Assert.Contains("(line 3, column", result, StringComparison.Ordinal);
        Assert.Contains("x.y.z", result, StringComparison.Ordinal);
        Assert.Contains("Console:\nhere", result, StringComparison.Ordinal);
        Assert.Contains("These calls of the program have succeeded in spite of the error: add.", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_SyntaxError_TheModelGetsThePlace()
    {
        var result = await new CodeModeRun("let x = 3;\nlet = ;", Add).ResultAsync();

        Assert.Contains("SyntaxError", result, StringComparison.Ordinal);
        Assert.Contains("line 2", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_ConsoleAndLongValue_AreCutWithANote()
    {
        var run = new CodeModeRun("for (let i = 0; i < 100; i++) console.log('line ' + i); console.error('bad'); return 'x'.repeat(1000);")
        {
            Options = new CodeModeOptions { MaxResultLength = 100, MaxConsoleLength = 50 },
        };

        var result = await run.ResultAsync();

        Assert.Contains("[Cut: the first 100 of 1002 characters.", result, StringComparison.Ordinal);
        Assert.Contains("Console:\nline 0\nline 1", result, StringComparison.Ordinal);
        Assert.DoesNotContain("line 50", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_ReturnsNothing_SaysSo()
    {
        var result = await new CodeModeRun("await tools.add({ a: 1, b: 2 }); return;", Add).ResultAsync();

        Assert.Contains("returned nothing", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_CallWithoutAwait_EndsAndIsReported()
    {
        var ended = false;
        var slow = Tool.Create(async () =>
        {
            await Task.Yield();
            ended = true;
            return 1;
        }, "slow");
        var run = new CodeModeRun("const other = tools.slow(); await tools.add({ a: 1, b: 2 }); return 5;", slow, Add);

        var result = await run.ResultAsync();

        Assert.True(ended);
        Assert.StartsWith("5", result, StringComparison.Ordinal);
        Assert.Equal(["add", "slow"], (await run.EventsAsync()).OfType<ToolCompleted>().Where(c => c.ParentCallId is not null).Select(c => c.Tool).Order());
    }

    [Theory]
    [InlineData("""{"a":1,"a":{"b":[true,null,2.5e3]}}""", """{"a":{"b":[true,null,2500]}}""")]
    [InlineData("\"\\ud800\"", "Tool 'odd' failed")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "1")]
    public async Task RunCode_OddResult_IsReadOrRejected(string json, string expected)
    {
        var odd = Tool.Create(() => System.Text.Json.JsonElement.Parse(json), "odd", effect: ToolEffect.Pure);

        var result = await new CodeModeRun("try { return await tools.odd(); } catch (e) { return e.message; }", odd).ResultAsync();

        Assert.Contains(expected, result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_OddArguments_AreJudgedBySchemaLikeAnyOther()
    {
        var result = await new CodeModeRun("const r = []; for (const a of ['\\ud800', 1e400, {}, [[]]]) try { r.push(await tools.add({ a, b: 1 })); } catch (e) { r.push('no'); } return r;", Add).ResultAsync();

        Assert.Equal("""["no","no","no","no"]""", result);
    }

    [Fact]
    public async Task RunCode_OneOfSeveralFails_TheModelIsToldWhatTheOthersDid()
    {
        var late = new TaskCompletionSource<string>();
        var slow = Tool.Create(() => late.Task, "slow");
        var fails = Tool.Create(string () =>
        {
            late.SetResult("done");
            throw new ToolException("No.");
        }, "fails");
        var run = new CodeModeRun("await Promise.all([tools.slow(), tools.fails(), tools.slow()]);", slow, fails) { Options = new CodeModeOptions { MaxParallelCalls = 2 } };

        var result = await run.ResultAsync();

        Assert.Contains("have succeeded in spite of the error: slow", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_EndsWithCallsThatHadNoTurn_SaysThatTheyWereNotMade()
    {
        var result = await new CodeModeRun("tools.add({ a: 1, b: 2 }); return 5;", Add).ResultAsync();

        Assert.Contains("were not made: tools.add", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_MoreCallsThanAllowed_FurtherOnesAreRejected()
    {
        var run = new CodeModeRun("let n = 0; try { for (;;) { await tools.add({ a: n, b: 1 }); n++; } } catch (e) { return n + ' ' + e.message; }", Add)
        {
            Options = new CodeModeOptions { MaxCalls = 5 },
        };

        var result = await run.ResultAsync();

        Assert.StartsWith("\"5 This program has made 5 calls", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_ManyAtOnce_RunInParallelUpToTheCap()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        var third = new TaskCompletionSource();
        var slow = Tool.Create(async (int n) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
                if (running == 3)
                    third.TrySetResult();
            }
            await third.Task;
            lock (gate)
                running--;
            return n;
        }, "slow", effect: ToolEffect.Pure);
        var run = new CodeModeRun("return await Promise.all([1,2,3,4,5,6].map(n => tools.slow({ n })));", slow) { Options = new CodeModeOptions { MaxParallelCalls = 3 } };

        var result = await run.ResultAsync();

        Assert.Equal("[1,2,3,4,5,6]", result);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task RunCode_OutOfFuel_TheModelIsToldAndTheRunGoesOn()
    {
        var run = new CodeModeRun("for (;;) {}") { Options = new CodeModeOptions { Limits = new ScriptLimits { Fuel = 10_000 } } };

        var result = await run.Agent.RunAsync(CodeModeRun.Request, Token);

        Assert.Equal("Done.", result.Text);
        Assert.Contains("LimitError", (await run.CompletedAsync()).Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_ToolNamesThatAreNoIdentifiers_AreCalledByWhatTheDeclarationSays()
    {
        var dashed = Tool.Create(() => 1, "get-it now");
        var other = Tool.Create(() => 2, "get_it_now");
        var digit = Tool.Create(() => 3, "3d");
        var run = new CodeModeRun("return [await tools.get_it_now(), await tools.get_it_now_2(), await tools._3d()];", dashed, other, digit);

        var result = await run.ResultAsync();

        Assert.Equal("[1,2,3]", result);
    }

    [Fact]
    public async Task RunCode_ManyTools_AreSearchedAndDescribed()
    {
        var many = Enumerable.Range(0, 60).Select(i => Tool.Create((int id) => i, $"get_thing_{i}", $"Gets the thing number {i}.")).Append(Tool.Create(
            [Description("Finds an invoice by its number.")] (string number) => $"invoice {number}", "find_invoice", effect: ToolEffect.Pure)).ToArray();
        var run = new CodeModeRun("""
            const [first] = tools.search("invoices");
            const text = tools.describe(first.name);
            return [first, text, await tools[first.name]({ number: "7" })];
            """, many);

        var result = await run.ResultAsync();

        Assert.Contains("""{"name":"find_invoice","description":"Finds an invoice by its number."}""", result, StringComparison.Ordinal);
        Assert.Contains("find_invoice(args: { number: string }): Promise<string>;", result, StringComparison.Ordinal);
        Assert.Contains("invoice 7", result, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_FewOrManyTools_DeclaresThemOrNamesThem()
    {
        var tools = Enumerable.Range(0, 3).Select(i => Tool.Create((int id) => i, $"get_{i}")).ToArray();

        var few = CodeMode.Create(tools);
        var many = CodeMode.Create(tools, new CodeModeOptions { MaxDeclaredTools = 2 });

        Assert.Contains("get_0(args: {", few.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("tools.search", few.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("get_0(", many.Description, StringComparison.Ordinal);
        Assert.Contains("get_0, get_1, get_2", many.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateTools_Callers_DecideWhoSeesWhat()
    {
        var code = Tool.Create(() => 1, "for_code");
        var direct = Tool.Create(() => 2, "for_model").WithCallers(ToolCallers.Direct);
        var both = Tool.Create(() => 3, "for_both").WithCallers(ToolCallers.Both).WithEffect(ToolEffect.Pure);
        var model = new ScriptedChatClient().Calls("run_code", """{"code":"return Object.keys(tools)"}""").Says("Done.");
        var agent = new Agent(model, new AgentOptions { Tools = CodeMode.CreateTools([code, direct, both]) });

        await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(["run_code", "for_model", "for_both"], model.Requests[0].Options!.Tools!.Select(t => t.Name));
        Assert.Equal("""["for_code","for_both"]""", model.Requests[1].LastText);
    }

    [Fact]
    public async Task InvokeAsync_ByNoAgent_SaysWhatIsMissing()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await CodeMode.Create([Add]).InvokeAsync(new AIFunctionArguments { ["code"] = "1" }, Token));

        Assert.Contains("give it to one as a tool", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OptionsOutOfRange_ReportsAllProblems()
    {
        var options = new CodeModeOptions
        {
            MaxCalls = 0,
            MaxResultLength = 5,
            Limits = new ScriptLimits { Fuel = 1 },
            Prompts = new CodeModePrompts { NoValue = PromptTemplate.Parse("{what}") },
        };

        var error = Assert.Throws<ArgumentException>(() => CodeMode.Create([Add], options));

        Assert.All(["MaxCalls is 0", "MaxResultLength is 5", "Fuel is 1", "Prompt 'code-mode.no-value' uses '{what}'"], p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Create_TwoToolsOfOneName_Throws()
    {
        Assert.Throws<ArgumentException>(() => CodeMode.Create([Add, Add]));
    }

    [Fact]
    public void Prompts_Each_IsAFileWithADescription()
    {
        Assert.Equal(16, CodeModePrompts.BuiltIn.Count(p => p.Name.StartsWith("code-mode.", StringComparison.Ordinal)));
        Assert.All(CodeModePrompts.BuiltIn, p => Assert.False(string.IsNullOrWhiteSpace(p.Description), p.Name));
    }

    [Fact]
    public async Task RunCode_AsAStepOfAPlan_IsAnOrdinaryTool()
    {
        var planner = new ScriptedChatClient().Says("""{"goal":"g","steps":[{"id":"a","task":"add up"}]}""").Says("""{"claims":[{"text":"It is 3.","steps":["a"]}]}""");
        var worker = new Agent(new ScriptedChatClient().Calls("run_code", """{"code":"return await tools.add({a:1,b:2})"}""", "c1").Says("3"), new AgentOptions { Name = "worker", Tools = [CodeMode.Create([Add])] });
        var agent = new Agents.Planning.PlanAndExecuteAgent(planner, new Agents.Planning.PlanAndExecuteOptions { Executors = [worker] });

        var result = await agent.RunAsync(new Agents.Planning.PlanRequest { Goal = "add 1 and 2", RunId = "p" }, Token);

        Assert.Equal("It is 3. [a]", result.Text);
        List<RunEvent> events = [];
        await foreach (var e in agent.Journal.ReadAsync("p.a.1", Token))
            events.Add(e);
        Assert.Contains(events, e => e is ToolCompleted { Tool: "add", ParentCallId: "c1", Result: "3" });
    }
}
