using Spectre.Console;

namespace AgentFlow.Cli.Tests;

public sealed class PromptsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_BuiltInAndFolder_AreListedWithVariablesAndOrigin()
    {
        Write("greet.prompt.md", "---\ndescription: Greets somebody.\n---\nHello {name}, {when}.");
        Write("agent.empty-result.prompt.md", "Nothing.");

        var (code, output, _) = await InvokeAsync("prompts", "list", "--folder", _folder);

        Assert.Equal(0, code);
        Assert.Matches(@"agent\.unknown-tool +tool, nearest, tools +built in", output);
        Assert.Matches(@"cli\.assistant +built in", output);
        Assert.Matches(@"greet +name, when .*greet\.prompt\.md +Greets somebody\.", output);
        Assert.Matches(@"agent\.empty-result .*in place of the built-in one", output);
    }

    [Fact]
    public async Task Show_BuiltIn_PrintsItsFile()
    {
        var (code, output, _) = await InvokeAsync("prompts", "show", "agent.tool-failed");

        Assert.Equal(0, code);
        Assert.Contains("Tool '{tool}' failed: {error}", output, StringComparison.Ordinal);
        Assert.Contains("description:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_TextAndJsonVariables_PrintsWhatAModelGets()
    {
        Write("buy.prompt.md", "---\nformat: fstring\n---\n## system\nBe [short].\n## messages history?\n## user\n{count:D3} {what} at {price:F2}");

        var (code, output, error) = await InvokeAsync(
            "prompts", "render", "buy", "-f", _folder, "--var", "what={apples}", "--var", "count:=7", "--var", "price:=1.5", "--var", "colour=red",
            "--var", """history:=[{"role":"assistant","text":"Yes?"}]""");

        Assert.Equal(0, code);
        Assert.Equal("## system\nBe [short].\n\n## assistant\nYes?\n\n## user\n007 {apples} at 1.50\n", output.ReplaceLineEndings("\n"));
        Assert.Contains("no variable 'colour'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'when'", "render", "greet", "--var", "name=Ada")]
    [InlineData("Was 'nam' meant for it?", "render", "greet", "--var", "nam=Ada", "--var", "when=now")]
    [InlineData("'name'", "render", "greet", "--var", "name")]
    [InlineData("no JSON", "render", "greet", "--var", "name:=x")]
    [InlineData("Did you mean 'greet'?", "show", "gret")]
    public async Task Prompts_Mistake_SaysWhatAndEndsWith2(string expected, params string[] args)
    {
        Write("greet.prompt.md", "Hello {name}, {when}.");

        var (code, _, error) = await InvokeAsync(["prompts", .. args, "--folder", _folder]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_BrokenFile_SaysWhere()
    {
        Write("broken.prompt.md", "---\nname: x\n---\nHello {name");

        var (code, _, error) = await InvokeAsync("prompts", "list", "--folder", _folder);

        Assert.Equal(2, code);
        Assert.Contains("broken.prompt.md:4:7:", error, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole(Plain(output), Plain(error), TextReader.Null, isInteractive: false);
        var code = await CommandLine.RunAsync(args, console, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;
        return console;
    }
}
