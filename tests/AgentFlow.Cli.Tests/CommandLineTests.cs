using System.Diagnostics;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Agents.Teams;
using AgentFlow.Chains;
using AgentFlow.Guardrails;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    private string Db => Path.Combine(_folder, "test.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_Question_PrintsToolCallsAndTheAnswer()
    {
        var (code, output, _) = await InvokeAsync("run", "What is 18% of 2450?", "--db", Db, "--model", "offline");

        Assert.Equal(0, code);
        Assert.Contains("> calculate", output, StringComparison.Ordinal);
        Assert.Contains("441", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SameSessionAgain_Remembers()
    {
        await InvokeAsync("run", "My name is Ada.", "--db", Db, "--session", "s", "--model", "offline");

        var (_, output, _) = await InvokeAsync("run", "What is my name?", "--db", Db, "--session", "s", "--model", "offline");

        Assert.Contains("Ada", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Dash_ReadsStandardInput()
    {
        var (code, output, _) = await InvokeAsync(["run", "-", "--db", Db, "--model", "offline"], "What is 6 * 7?");

        Assert.Equal(0, code);
        Assert.Contains("42", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_Lines_AreAnsweredUntilTheInputEnds()
    {
        var (code, output, _) = await InvokeAsync(["chat", "--db", Db, "--model", "offline"], "What is 6 * 7?\nWhat is 12 * 12?\n");

        Assert.Equal(0, code);
        Assert.Contains("42", output, StringComparison.Ordinal);
        Assert.Contains("144", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("run", "x", "--nonsense")]
    [InlineData("runs", "list", "--limit", "none")]
    [InlineData("runs", "list", "--limit", "0")]
    [InlineData("runs", "list", "--status", "Sleeping")]
    [InlineData("frobnicate")]
    [InlineData("run")]
    public async Task BadUsage_SaysWhatAndHowAndEndsWith2(params string[] args)
    {
        var (code, _, error) = await InvokeAsync(args);

        Assert.Equal(2, code);
        Assert.Contains("error:", error, StringComparison.Ordinal);
        Assert.Contains("Try: agentflow", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownProvider_NamesItAndEndsWithAnError()
    {
        var (code, _, error) = await InvokeAsync("run", "hi", "--db", Db, "--model", "opnai/gpt-4o");

        Assert.NotEqual(0, code);
        Assert.Contains("opnai", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsList_MissingJournal_SaysHowToMakeOne()
    {
        var (code, _, error) = await InvokeAsync("runs", "list", "--db", Db);

        Assert.Equal(2, code);
        Assert.Contains("There is no journal", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Db));
    }

    [Fact]
    public async Task RunsList_ShowsTheRunsAndFilters()
    {
        await SuspendAsync("r1");

        var (_, all, _) = await InvokeAsync("runs", "list", "--db", Db);
        var (_, completed, _) = await InvokeAsync("runs", "list", "--db", Db, "--status", "Completed");

        Assert.Contains("r1", all, StringComparison.Ordinal);
        Assert.Contains("Suspended", all, StringComparison.Ordinal);
        Assert.DoesNotContain("r1", completed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsShow_PrintsTheTreeWithTimings()
    {
        await SuspendAsync("r1");

        var (code, output, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);

        Assert.Equal(0, code);
        Assert.Contains("run r1 assistant, session 's': Suspended", output, StringComparison.Ordinal);
        Assert.Contains("approval asked for pay {\"amount\":5} (call c1)", output, StringComparison.Ordinal);
        Assert.Contains(" ms", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsShow_RunWithRailsAndUndos_PrintsBoth()
    {
        await using (var journal = new SqliteJournal(Db))
        {
            var pay = Tool.Create((int amount) => $"paid {amount}", "pay").WithUndo((_, _, _, _) => ValueTask.CompletedTask);
            var model = new ScriptedChatClient().Calls("pay", """{"amount":5}""", "c1").Calls("pay", """{"amount":6}""", "c2").Throws(new TimeoutException("down"));
            var agent = new Agent(model, new AgentOptions { Tools = [pay], Journal = journal }).Use(ToolRails.Rate("pay", 1));
            await Assert.ThrowsAsync<TimeoutException>(() => agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "Pay")], RunId = "r1" }, Token));
            await agent.CompensateAsync("r1", Token);
        }

        var (_, output, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);

        Assert.Contains("rail rate of pay: blocked at BeforeTool One request may use this tool 1 times, and it has. (call c2)", output, StringComparison.Ordinal);
        Assert.Contains("undoing pay call c1", output, StringComparison.Ordinal);
        Assert.Contains("undone pay call c1", output, StringComparison.Ordinal);
        Assert.Contains("Compensated", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsShow_ToolThatUsedThings_ListsThemBelowItsCall()
    {
        var ask = Tool.Create((ToolContext context) =>
        {
            context.Record(new() { Capability = "net", What = "GET https://a.example/", Outcome = "200", Bytes = 7, Count = 2 });
            context.Record(new() { Capability = "files", What = "read ../x", Outcome = "refused: no" });
            return "asked";
        }, "ask");
        await using (var journal = new SqliteJournal(Db))
            await new Agent(new ScriptedChatClient().Calls("ask").Says("Done."), new AgentOptions { Tools = [ask], Journal = journal }).RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "Ask")], RunId = "r1" }, Token);

        var (_, output, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);

        var call = output.IndexOf("completed ask", StringComparison.Ordinal);
        var net = output.IndexOf("used net GET https://a.example/: 200, 7 bytes, 2 times", StringComparison.Ordinal);
        var files = output.IndexOf("used files read ../x: refused: no", StringComparison.Ordinal);
        Assert.True(call >= 0 && call < net && net < files, output);
    }

    [Fact]
    public async Task RunsShow_RunOfAChain_PrintsItsStepsWithinEachOther()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var chain = Chain.From((string text) => text, "prepare").Then(model).AsText().WithConfig("translate", ["fast"]);
        await using (var journal = new SqliteJournal(Db))
            await chain.InvokeAsync("Good morning", new ChainContext { Journal = journal, RunId = "r1" }, Token);

        var (code, output, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);
        var (_, list, _) = await InvokeAsync("runs", "list", "--db", Db);
        var (resumed, _, error) = await InvokeAsync("runs", "resume", "r1", "--db", Db);

        Assert.Equal(0, code);
        AssertInOrder(output, "run r1 translate, no session: Completed (Answered)", "user Good morning", "step translate #fast", "step prepare", "completed prepare", "step model", "model scripted", "completed model", "step text", "completed text", "completed translate", "completed Answered: Bonjour");
        Assert.Contains("translate", list, StringComparison.Ordinal);
        Assert.NotEqual(0, resumed);
        Assert.Contains("cannot be resumed", error, StringComparison.Ordinal);
    }

    private static void AssertInOrder(string output, params string[] texts)
    {
        var at = 0;
        foreach (var text in texts)
        {
            Assert.True(output.IndexOf(text, at, StringComparison.Ordinal) is var found && found >= 0, $"'{text}' is missing, or not in its place, in:\n{output}");
            at = found + text.Length;
        }
    }

    [Fact]
    public async Task RunsShow_CallsThatAToolMade_StandUnderItsOwn()
    {
        await using (var journal = new SqliteJournal(Db))
        {
            var look = Tool.Create((int n) => $"seen {n}", "look");
            var pay = Tool.Create((int amount) => $"paid {amount}", "pay").WithApproval();
            var outer = Tool.Create(async (ToolContext context) =>
            {
                await context.CallAsync(look, JsonElement.Parse("""{"n":1}"""), Token);
                await context.CallAsync(pay, JsonElement.Parse("""{"amount":5}"""), Token);
            }, "outer", effect: ToolEffect.Keyed);
            var agent = new Agent(new ScriptedChatClient().Calls("outer", "{}", "c1"), new AgentOptions { Tools = [outer], Journal = journal });
            await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "go")], RunId = "r1" }, Token);
        }

        var (_, output, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);

        int Depth(string text) => output.Split('\n').Single(l => l.Contains(text, StringComparison.Ordinal)).TakeWhile(c => !char.IsAsciiLetterOrDigit(c)).Count();
        Assert.True(Depth("started look") > Depth("started outer"), output);
        Assert.Equal(Depth("started look"), Depth("completed look"));
        Assert.Equal(Depth("started look"), Depth("approval asked for pay"));
    }

    [Fact]
    public async Task RunsShow_Json_IsTheJournalLineByLine()
    {
        await SuspendAsync("r1");

        var (_, output, _) = await InvokeAsync("runs", "show", "r1", "--json", "--db", Db);

        var events = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => RunEventJson.DeserializeEvent(System.Text.Encoding.UTF8.GetBytes(l)));
        Assert.Equal([typeof(RunStarted), typeof(ModelResponded), typeof(ApprovalRequested), typeof(RunSuspended)], events.Select(e => e.GetType()));
    }

    [Fact]
    public async Task RunsShow_RunOfAPlan_PrintsThePlanAndItsChildRuns()
    {
        var model = new ScriptedChatClient()
            .Says("""{"goal":"a trip","steps":[{"id":"flights","task":"Find a flight"},{"id":"hotel","task":"Find a hotel","dependsOn":["flights"]}]}""")
            .Says("Flight 12").Says("Hotel 7").Says("""{"claims":[{"text":"Fly and stay.","steps":["flights","hotel"]}]}""");
        await using (var journal = new SqliteJournal(Db))
        {
            var options = new PlanAndExecuteOptions { Executors = [new Agent(model, new AgentOptions { Name = "clerk" })], Journal = journal };
            await new PlanAndExecuteAgent(model, options).RunAsync(new PlanRequest { Goal = "a trip", RunId = "plan1" }, Token);
        }

        var (code, output, _) = await InvokeAsync("runs", "show", "plan", "--db", Db);

        Assert.Equal(0, code);
        Assert.Contains("hotel Find a hotel (after flights)", output, StringComparison.Ordinal);
        AssertInOrder(output, "started flights", "run plan1.flights.1 plan-and-execute/clerk", "Flight 12", "started hotel", "run plan1.hotel.2 plan-and-execute/clerk", "Hotel 7");
        var (_, top, _) = await InvokeAsync("runs", "list", "--db", Db);
        var (_, all, _) = await InvokeAsync("runs", "list", "--all", "--db", Db);
        Assert.DoesNotContain("plan1.hotel", top, StringComparison.Ordinal);
        Assert.Contains("plan1.hotel", all, StringComparison.Ordinal);
        Assert.Contains("Fly and stay. [flights, hotel]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsShow_AmbiguousOrUnknownId_SaysSo()
    {
        await SuspendAsync("abc1");
        await SuspendAsync("abc2");

        var ambiguous = await InvokeAsync("runs", "show", "abc", "--db", Db);
        var unknown = await InvokeAsync("runs", "show", "zzz", "--db", Db);

        Assert.Contains("'abc' fits 2 runs", ambiguous.Error, StringComparison.Ordinal);
        Assert.Contains("no run 'zzz'", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsResume_NoDecisionAndNobodyToAsk_SaysHowAndEndsWith3()
    {
        await SuspendAsync("r1");

        var (code, _, error) = await InvokeAsync("runs", "resume", "r1", "--db", Db, "--model", "offline");

        Assert.Equal(3, code);
        Assert.Contains("--approve c1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsResume_Denied_FinishesTheRun()
    {
        await SuspendAsync("r1");

        var (code, _, _) = await InvokeAsync("runs", "resume", "r1", "--deny", "c1", "--db", Db, "--model", "offline");

        var (_, list, _) = await InvokeAsync("runs", "list", "--status", "Completed", "--db", Db);
        Assert.Equal(0, code);
        Assert.Contains("r1", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_ListsTheProviders()
    {
        var (code, output, _) = await InvokeAsync("models");

        Assert.Equal(0, code);
        Assert.All(["offline", "openai", "ollama", "anthropic"], p => Assert.Contains(p, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_UnknownOption_EndsWith2()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "run", "x", "--nonsense"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;

        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--nonsense", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_OfAnAgentThatCallsAnother_AreShownAndListedUnderTheirParent()
    {
        await using (var journal = new SqliteJournal(Db))
        {
            var clerk = new Agent(new ScriptedChatClient().Says("1233 km."), new AgentOptions { Name = "clerk" });
            var agent = new Agent(
                new ScriptedChatClient().Calls("clerk", """{"task":"How long is it?"}""").Says("It is long."),
                new AgentOptions { Name = "boss", Journal = journal, Tools = [clerk.AsTool(null, "Looks things up.")] });
            await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "How long?")], RunId = "r1" }, Token);
        }

        var (_, list, _) = await InvokeAsync("runs", "list", "--all", "--db", Db);
        var (_, tree, _) = await InvokeAsync("runs", "show", "r1", "--db", Db);

        Assert.True(list.IndexOf(" r1 ", StringComparison.Ordinal) < list.IndexOf("   r1.0.call_1", StringComparison.Ordinal));
        Assert.Contains("run r1.0.call_1 boss/clerk", tree, StringComparison.Ordinal);
        Assert.Contains("1233 km.", tree, StringComparison.Ordinal);
    }

    private async Task SuspendAsync(string runId)
    {
        await using var journal = new SqliteJournal(Db);
        var pay = Tool.Create((int amount) => $"paid {amount}", "pay").WithApproval();
        var agent = new Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""", "c1"), new AgentOptions { Name = "assistant", Tools = [pay], Journal = journal });
        await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "Pay 5")], SessionId = "s", RunId = runId }, Token);
    }

    private static Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args) => InvokeAsync(args, "");

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(string[] args, string input)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole(Plain(output), Plain(error), new StringReader(input), isInteractive: false);
        var code = await CommandLine.RunAsync(args, console, Token);
        return (code, output.ToString(), error.ToString());
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 240;
        return console;
    }
}
