using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests;

/// <summary>The attack scripts that the machine withstands, written by a model: whatever they do, the run goes on, and nothing of the host comes back.</summary>
public sealed class CodeModeAttackTests
{
    [Fact]
    public async Task RunCode_EveryAttackScript_EndsInAResultThatTheModelGets()
    {
        var file = Find();
        Assert.SkipWhen(file is null, "The attack scripts are not on this machine.");
        var attacks = JsonNode.Parse(await File.ReadAllTextAsync(file!, CodeModeRun.Token))!.AsArray();
        var add = Tool.Create((int a, int b) => a + b, "add", effect: ToolEffect.Pure);
        var leaks = new List<string>();

        foreach (var attack in attacks)
        {
            var code = (string?)attack!["code"] ?? await BuildAsync((string)attack["gen"]!);
            var run = new CodeModeRun(code, add) { Options = new CodeModeOptions { Limits = new ScriptLimits { Fuel = 5_000_000, Memory = 16 << 20 } } };

            var result = await run.Agent.RunAsync(CodeModeRun.Request, CodeModeRun.Token);

            var text = (await run.CompletedAsync()).Result;
            if (result.Text != "Done." || text.Length > 20_500 || text.Contains("AgentFlow.", StringComparison.Ordinal) || text.Contains(".cs:line", StringComparison.Ordinal))
                leaks.Add($"{attack["id"]}: {text[..Math.Min(text.Length, 200)]}");
        }

        Assert.Empty(leaks);
        Assert.True(attacks.Count >= 100);
    }

    [Theory]
    [InlineData("return Object.keys(globalThis).includes('process') || typeof require")]
    [InlineData("return typeof tools.add.constructor('return this')().System")]
    [InlineData("tools.add = () => 7; return await tools.add({ a: 1, b: 2 });")]
    [InlineData("return await tools['__proto__'].constructor.constructor('return 1')();")]
    public async Task RunCode_ReachesForWhatIsNotThere_GetsNothingOfTheHost(string code)
    {
        var add = Tool.Create((int a, int b) => a + b, "add", effect: ToolEffect.Pure);

        var result = await new CodeModeRun(code, add).ResultAsync();

        Assert.DoesNotContain("System.", result, StringComparison.Ordinal);
        Assert.DoesNotContain("true", result, StringComparison.Ordinal);
    }

    private static async Task<string> BuildAsync(string generator)
    {
        var limits = new ScriptLimits { Output = 1 << 26, Memory = 256 << 20 };
        return (string)(await Script.RunAsync("const R = (s, n) => s.repeat(n);\n" + generator, null, limits)).GetValueOrThrow()!;
    }

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); given is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                given = Path.Combine(folder.FullName, "..", "shared", "data");
        }
        var file = given is null ? null : Path.Combine(given, "adversarial.json");
        return File.Exists(file) ? file : null;
    }
}
