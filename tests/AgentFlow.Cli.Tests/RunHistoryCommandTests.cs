using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli.Tests;

public sealed class RunHistoryCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    private string Db => Path.Combine(_folder, "test.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fork_OtherMessage_IsContinuedAndDiffersFromTheOriginal()
    {
        await InvokeAsync("run", "What is 6 * 7?", "--db", Db, "--model", "offline", "--session", "s");
        var original = (await RunsAsync()).Single().RunId;

        var (code, output, _) = await InvokeAsync("runs", "fork", original, "--at", "1", "--message", "What is 6 * 8?", "--model", "offline", "--db", Db);
        var fork = (await RunsAsync()).Single(r => r.RunId != original).RunId;
        var (differs, diff, _) = await InvokeAsync("runs", "diff", original, fork, "--db", Db);
        var (_, json, _) = await InvokeAsync("runs", "diff", original, fork, "--json", "--db", Db);
        var (_, shown, _) = await InvokeAsync("runs", "show", fork, "--db", Db);

        Assert.Equal((0, 1), (code, differs));
        Assert.Contains("48", output, StringComparison.Ordinal);
        Assert.Contains("-    0 user: What is 6 * 7?", diff, StringComparison.Ordinal);
        Assert.Contains("+    0 user: What is 6 * 8?", diff, StringComparison.Ordinal);
        Assert.Contains($"fork of {original} at 1", shown, StringComparison.Ordinal);
        var changed = json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).First(l => l.GetProperty("kind").GetString() == "Changed");
        Assert.Equal("user: What is 6 * 8?", changed.GetProperty("rightText").GetString());
    }

    [Fact]
    public async Task Fork_OtherResult_IsWhatTheCopyHas()
    {
        await InvokeAsync("run", "What is 6 * 7?", "--db", Db, "--model", "offline");
        var original = (await RunsAsync()).Single().RunId;

        var (code, output, _) = await InvokeAsync("runs", "fork", original, "--at", "4", "--result", "3=43", "--only", "--db", Db);
        var (bad, _, error) = await InvokeAsync("runs", "fork", original, "--at", "4", "--result", "43", "--db", Db);
        var (far, _, tooFar) = await InvokeAsync("runs", "fork", original, "--at", "99", "--db", Db);

        Assert.Equal((0, 2, 2), (code, bad, far));
        Assert.Contains("is a copy of", output, StringComparison.Ordinal);
        Assert.Contains("--result takes event=text", error, StringComparison.Ordinal);
        Assert.Contains("Give a number from 1 to 6", tooFar, StringComparison.Ordinal);
        await using var journal = new SqliteJournal(Db);
        var fork = (await journal.ListAsync(new RunQuery(), Token).ToListAsync(Token)).Single(r => r.RunId != original);
        Assert.Equal("43", (await journal.ReadAsync(fork.RunId, Token).OfType<ToolCompleted>().SingleAsync(Token)).Result);
    }

    [Fact]
    public async Task Fork_BeforeAnApproval_EndsWith3AndSaysHowToGoOn()
    {
        await using (var journal = new SqliteJournal(Db))
        {
            var pay = Tool.Create((int amount) => $"paid {amount}", "pay").WithApproval();
            var agent = new Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""", "c1"), new AgentOptions { Name = "assistant", Tools = [pay], Journal = journal });
            await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, "Pay 5")], RunId = "r1" }, Token);
        }

        var (code, _, error) = await InvokeAsync("runs", "fork", "r1", "--at", "4", "--db", Db, "--model", "offline");

        Assert.Equal(3, code);
        Assert.Contains("agentflow runs resume", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_RunOfThisCommand_HasNoDifferenceUnlessItsInstructionsChange()
    {
        await InvokeAsync("run", "What is 6 * 7?", "--db", Db, "--model", "offline");
        var run = (await RunsAsync()).Single().RunId;

        var same = await InvokeAsync("runs", "replay", run, "--db", Db);
        var other = await InvokeAsync("runs", "replay", run, "--instructions", "Be brief.", "--db", Db);

        Assert.Equal((0, 1), (same.Code, other.Code));
        Assert.Contains("2 answers of the model and 1 results of tools were replayed", same.Output, StringComparison.Ordinal);
        Assert.Contains("No difference.", same.Output, StringComparison.Ordinal);
        Assert.Contains("+    0 instructions: Be brief.", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompactAndPrune_Runs_SayWhatTheyDid()
    {
        await InvokeAsync("run", "What is 6 * 7?", "--db", Db, "--model", "offline", "--session", "s");

        var compact = await InvokeAsync("runs", "compact", "--db", Db);
        var nothing = await InvokeAsync("runs", "prune", "--yes", "--db", Db);
        var unasked = await InvokeAsync("runs", "prune", "--completed-for", "0", "--db", Db);
        var prune = await InvokeAsync("runs", "prune", "--completed-for", "0", "--yes", "--db", Db);

        Assert.Equal((0, 2, 2, 0), (compact.Code, nothing.Code, unasked.Code, prune.Code));
        Assert.Contains("1 runs were packed.", compact.Output, StringComparison.Ordinal);
        Assert.Contains("Say --completed-for DAYS", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("Say --yes", unasked.Error, StringComparison.Ordinal);
        Assert.Contains("1 runs and 0 conversations are deleted.", prune.Output, StringComparison.Ordinal);
        Assert.Empty(await RunsAsync());
    }

    [Fact]
    public async Task Show_TextsWithControlCharactersAndMarkup_AreShownAndNotObeyed()
    {
        const string Evil = "\u001b[2J\u001b]52;c;eA==\u0007\u009b1A\rok \u202egnp [red]x[/] [bold";
        await using (var journal = new SqliteJournal(Db))
        {
            var model = new ScriptedChatClient().Calls("evil\n#0 fake " + Evil, callId: "c" + Evil).Says(Evil);
            var agent = new Agent(model, new AgentOptions { Journal = journal });
            await agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, Evil)], RunId = "r", SessionId = "s" }, Token);
        }

        var shown = await InvokeAsync("runs", "show", "r", "--db", Db);
        var session = await InvokeAsync("sessions", "show", "s", "--db", Db);

        Assert.Equal((0, 0), (shown.Code, session.Code));
        Assert.All([shown.Output, session.Output], text =>
        {
            Assert.Contains("\u241b[2J\u241b]52;c;eA==\u2407\ufffd1A", text, StringComparison.Ordinal);
            Assert.Contains("[red]x[/] [bold", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\r')) || c == '\u202e');
        });
        Assert.DoesNotContain(shown.Output.Split('\n'), line => line.StartsWith("#0", StringComparison.Ordinal));
    }

    private async Task<List<RunSummary>> RunsAsync()
    {
        await using var journal = new SqliteJournal(Db);
        return await journal.ListAsync(new RunQuery(), Token).ToListAsync(Token);
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader("");
        var code = await CommandLine.RunAsync(args, new CliConsole(Plain(output), Plain(error), input, isInteractive: false), Token);
        return (code, output.ToString(), error.ToString());
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 240;
        return console;
    }
}
