using AgentFlow.Memory;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli.Tests;

public sealed class SessionsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    private string Db => Path.Combine(_folder, "test.db");

    private string Lines => Path.Combine(_folder, "ann.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_Sessions_ShowsThemWithTheirLength()
    {
        await FillAsync();

        var (code, output, _) = await InvokeAsync("sessions", "list", "--db", Db);

        Assert.Equal(0, code);
        Assert.Matches("ann +3", output);
        Assert.Matches("bob +1", output);
    }

    [Fact]
    public async Task Show_Limit_PrintsTheEnd()
    {
        await FillAsync();

        var (code, output, _) = await InvokeAsync("sessions", "show", "ann", "-n", "2", "--db", Db);

        Assert.Equal(0, code);
        Assert.Equal(["1 assistant: Hello, [Ann]. > look(name: Ann)", "2 user: What is the weather in Paris?"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Search_Words_PrintsWhereTheyAre()
    {
        await FillAsync();

        var (code, output, _) = await InvokeAsync("sessions", "search", "weather", "PARIS", "--db", Db);
        var nothing = await InvokeAsync("sessions", "search", "weather", "--session", "bob", "--db", Db);

        Assert.Equal(0, code);
        Assert.Contains("ann 2 user: What is the weather in Paris?", output, StringComparison.Ordinal);
        Assert.Equal((0, "", "Nothing found.\n"), nothing);
    }

    [Fact]
    public async Task ExportAndImport_AnotherName_GivesTheSameSession()
    {
        await FillAsync();

        var exported = await InvokeAsync("sessions", "export", "ann", Lines, "--db", Db);
        var imported = await InvokeAsync("sessions", "import", Lines, "--session", "copy", "--db", Db);
        var (_, output, _) = await InvokeAsync("sessions", "show", "copy", "--db", Db);

        Assert.Equal((0, 0), (exported.Code, imported.Code));
        Assert.Contains("Session 'copy': 3 messages.", imported.Output, StringComparison.Ordinal);
        Assert.Contains("2 user: What is the weather in Paris?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SessionThatIsThereOrBadFile_SaysSo()
    {
        await FillAsync();
        await InvokeAsync("sessions", "export", "ann", Lines, "--db", Db);

        var twice = await InvokeAsync("sessions", "import", Lines, "--db", Db);
        await File.WriteAllTextAsync(Lines, "nonsense\n", Token);
        var bad = await InvokeAsync("sessions", "import", Lines, "--db", Db);
        var missing = await InvokeAsync("sessions", "import", Lines + "x", "--db", Db);

        Assert.Equal((1, 1, 1), (twice.Code, bad.Code, missing.Code));
        Assert.Contains("ann", twice.Error, StringComparison.Ordinal);
        Assert.Contains("Line 1 of the exported session", bad.Error, StringComparison.Ordinal);
        Assert.Contains("ann.jsonlx", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_FileThatExists_LeavesIt()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Lines, "mine", Token);

        var (code, _, error) = await InvokeAsync("sessions", "export", "ann", Lines, "--db", Db);

        Assert.Equal(1, code);
        Assert.Contains("ann.jsonl", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Lines, Token));
    }

    [Fact]
    public async Task Delete_WithoutConsent_DeletesNothing()
    {
        await FillAsync();

        var refused = await InvokeAsync("sessions", "delete", "ann", "--db", Db);
        var deleted = await InvokeAsync("sessions", "delete", "bob", "--yes", "--db", Db);
        var (_, output, _) = await InvokeAsync("sessions", "list", "--db", Db);

        Assert.Equal((2, 0), (refused.Code, deleted.Code));
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Contains("ann", output, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "nobody")]
    [InlineData("export", "nobody", "x.jsonl")]
    [InlineData("delete", "nobody", "--yes")]
    public async Task UnknownSession_IsNamed(params string[] args)
    {
        await FillAsync();

        var (code, _, error) = await InvokeAsync(["sessions", .. args, "--db", Db]);

        Assert.Equal(2, code);
        Assert.Contains("There is no session 'nobody'", error, StringComparison.Ordinal);
        Assert.False(File.Exists("x.jsonl"));
    }

    [Fact]
    public async Task EncryptedJournal_WithoutTheKey_SaysSo()
    {
        await using (var journal = new SqliteJournal(Db, new SqliteJournalOptions { EncryptionKey = new byte[32] }))
            await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "ann", ExpectedVersion = 0, Messages = [new(ChatRole.User, "Hello")] }, Token);

        var (code, _, error) = await InvokeAsync("sessions", "show", "ann", "--db", Db);

        Assert.Equal(1, code);
        Assert.Contains("is encrypted", error, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using var journal = new SqliteJournal(Db);
        var call = new FunctionCallContent("c1", "look", new Dictionary<string, object?> { ["name"] = "Ann" });
        ChatMessage[] messages = [new(ChatRole.User, "I am Ann."), new(ChatRole.Assistant, [new TextContent("Hello, [Ann]."), call]), new(ChatRole.User, "What is the weather in Paris?")];
        await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "ann", ExpectedVersion = 0, Messages = messages }, Token);
        await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "bob", ExpectedVersion = 0, Messages = [new(ChatRole.User, "Hello")] }, Token);
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole(Plain(output), Plain(error), TextReader.Null, isInteractive: false);
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
