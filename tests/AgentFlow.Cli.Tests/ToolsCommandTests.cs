using Spectre.Console;

namespace AgentFlow.Cli.Tests;

public sealed class ToolsCommandTests : IDisposable
{
    private const string Doubler = "export default function ({ n }) { if (n < 0) throw new Error('No debts.'); return n * 2; }";

    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_Tools_ShowsVersionEffectPermissionsAndWhatKeepsThemFromRunning()
    {
        Write("double", "double", Doubler);
        Write("ask", "ask", Doubler, more: ", \"permissions\": { \"net\": { \"hosts\": [\"api.example.org\"] } }, \"needsApproval\": true");

        var (code, output, _) = await InvokeAsync("list");

        Assert.Equal(0, code);
        Assert.Matches(@"double +1\.2\.0 +pure +yes +Does things \(\.ics\) *(\r?\n|$)", output);
        Assert.Matches(@"ask +1\.2\.0 +pure, with approval +net +no: .*'net' is not granted", output);
    }

    [Fact]
    public async Task List_PermissionGiven_Runs()
    {
        Write("ask", "ask", Doubler, more: ", \"permissions\": { \"net\": { \"hosts\": [\"api.example.org\"] }, \"files\": { \"read\": [\"data\"] } }");

        var (_, output, _) = await InvokeAsync("list", "--net", "*.example.org", "--files", $"data={_folder}");

        Assert.Matches(@"ask +1\.2\.0 +pure +net, files +yes", output);
    }

    [Fact]
    public async Task List_BrokenToolBesideGood_SaysWhereAndFails()
    {
        Write("double", "double", Doubler);
        Write("broken", "broken", "export default function ({ n }) { return n * ; }");

        var (code, output, error) = await InvokeAsync("list");

        Assert.Equal(1, code);
        Assert.Contains("double", output, StringComparison.Ordinal);
        Assert.Contains("tool.js:1:46:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_AllPass_CountsByTool()
    {
        Write("double", "double", Doubler, tests: """[{ "name": "two", "arguments": { "n": 2 }, "result": 4 }, { "name": "debt", "arguments": { "n": -1 }, "error": "No debts." }]""");

        var (code, output, _) = await InvokeAsync("test");

        Assert.Equal(0, code);
        Assert.Contains("ok     double: 2 of 2", output, StringComparison.Ordinal);
        Assert.Contains("2 passed, 0 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Failure_ShowsExpectedAndActualAndFails()
    {
        Write("double", "double", Doubler, tests: """[{ "name": "two", "arguments": { "n": 2 }, "result": 5 }]""");

        var (code, output, _) = await InvokeAsync("test", "double");

        Assert.Equal(1, code);
        Assert.Contains("FAILED double: 0 of 1", output, StringComparison.Ordinal);
        Assert.Matches(@"double +two +The value is 4; 5 is expected\. +5 +4", output);
        Assert.Contains("0 passed, 1 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Terminal_DrawsABar()
    {
        Write("double", "double", Doubler, tests: """[{ "name": "two", "arguments": { "n": 2 }, "result": 4 }]""");

        var (code, output, _) = await InvokeAsync(AnsiSupport.Yes, string.Empty, ["test", "--folder", _folder]);

        Assert.Equal(0, code);
        Assert.Contains("━", output, StringComparison.Ordinal);
        Assert.Contains("100%", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"n\": 21}", "")]
    [InlineData("-", "{\"n\": 21}")]
    public async Task Run_Arguments_PrintsTheResult(string arguments, string input)
    {
        Write("double", "double", Doubler);

        var (code, output, _) = await InvokeAsync(AnsiSupport.No, input, ["run", "double", arguments, "--folder", _folder]);

        Assert.Equal((0, "42"), (code, output.Trim()));
    }

    [Theory]
    [InlineData(1, "No debts.", "double", "{\"n\": -1}")]
    [InlineData(1, "The arguments do not fit", "double", "{\"n\": \"x\"}")]
    [InlineData(2, "There is no tool 'dubble'.", "dubble", "{}")]
    [InlineData(2, "The arguments are no JSON", "double", "{n}")]
    [InlineData(2, "The arguments are not an object", "double", "[]")]
    [InlineData(2, "Tool 'ask' cannot run here.", "ask", "{}")]
    [InlineData(2, "'data' is not of the form name=folder", "double", "{}", "--files", "data")]
    [InlineData(2, "The environment variable 'AGENTFLOW_TEST_UNSET' is not set.", "double", "{}", "--secret", "AGENTFLOW_TEST_UNSET=api.example.org")]
    public async Task Run_Mistake_SaysWhatAndHowItEnds(int expectedCode, string expected, params string[] args)
    {
        Write("double", "double", Doubler);
        Write("ask", "ask", Doubler, more: ", \"permissions\": { \"net\": true }");

        var (code, _, error) = await InvokeAsync(["run", .. args]);

        Assert.Equal(expectedCode, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_Name_MakesAToolThatPassesItsTests()
    {
        var (code, output, _) = await InvokeAsync("new", "say_hello");
        var (runCode, greeting, _) = await InvokeAsync("run", "say_hello", "{\"name\": \"Ada\"}");

        Assert.Equal((0, 0), (code, runCode));
        Assert.Contains("3 passed, 0 failed", output, StringComparison.Ordinal);
        Assert.Equal("Hello, Ada!", greeting.Trim());
        Assert.True(File.Exists(Path.Combine(_folder, "say-hello", "tool.json")));
    }

    [Theory]
    [InlineData("Say hello", "The name 'Say hello' is not valid.")]
    [InlineData("double", "already")]
    public async Task New_NameThatCannotBe_SaysSo(string name, string expected)
    {
        Write("double", "double", Doubler);

        var (code, _, error) = await InvokeAsync("new", name);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_ChangedAfterwards_DoesNotRun()
    {
        Write("double", "double", Doubler);
        var (code, output, _) = await InvokeAsync("sign");
        File.AppendAllText(Path.Combine(_folder, "double", "tool.js"), "// changed\n");

        var (runCode, _, error) = await InvokeAsync("run", "double", "{\"n\": 1}");

        Assert.Equal((0, 2), (code, runCode));
        Assert.Contains("1 signatures in", output, StringComparison.Ordinal);
        Assert.Contains("Tool 'double' cannot run here.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoFolderNamed_FindsTheToolsThatCameWithTheCommand()
    {
        var (code, output, _) = await InvokeAsync(AnsiSupport.No, string.Empty, ["run", "calculate", "{\"expression\": \"18% of 2450\"}"]);

        Assert.Equal((0, "441"), (code, output.Trim()));
    }

    private void Write(string folder, string name, string script, string more = "", string? tests = null)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        File.WriteAllText(Path.Combine(target, "tool.json"), $$"""
            { "name": "{{name}}", "description": "Does things (.ics): all of them.", "version": "1.2.0", "effect": "pure",
              "parameters": { "type": "object", "properties": { "n": { "type": "number" } } }{{more}} }
            """);
        File.WriteAllText(Path.Combine(target, "tool.js"), script);
        File.WriteAllText(Path.Combine(target, "tests.json"), tests ?? """[{ "name": "one", "arguments": { "n": 1 }, "result": 2 }]""");
    }

    private Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args) => InvokeAsync(AnsiSupport.No, string.Empty, [.. args, "--folder", _folder]);

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(AnsiSupport ansi, string input, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole(Console(output, ansi), Console(error, AnsiSupport.No), new StringReader(input), isInteractive: false);
        var code = await CommandLine.RunAsync(["tools", .. args], console, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static IAnsiConsole Console(TextWriter writer, AnsiSupport ansi)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = ansi, ColorSystem = ColorSystemSupport.NoColors, Interactive = ansi == AnsiSupport.Yes ? InteractionSupport.Yes : InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;
        return console;
    }
}
