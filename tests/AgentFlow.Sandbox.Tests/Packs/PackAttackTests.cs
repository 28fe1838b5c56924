using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>The attack scripts of the machine, each as a tool: whatever it does, the agent gets a result or an error that a model can read.</summary>
public sealed class PackAttackTests : IDisposable
{
    private const string Absent = "The attack scripts are not on this machine.";

    private static readonly JsonArray Attacks = Read();

    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Ids() => Attacks.Count == 0 ? [0] : [.. Attacks.Select(static a => (int)a!["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task InvokeAsync_AttackAsATool_EndsWithinItsLimits(int id)
    {
        Assert.SkipWhen(id == 0, Absent);
        var attack = Attacks.Single(a => (int)a!["id"]! == id)!;
        _folder.Add("attack", $"export default async function () {{\n{await SourceOf(attack)}\n}}", "\"limits\": { \"fuel\": 2000000, \"memoryKb\": 16384, \"outputChars\": 100000 }")
            .Add("other", "export default () => [1, 2, 3].map(x => x * 2).join();");

        var pack = _folder.Load();
        var ending = await RunAsync(pack);

        Assert.True(Allows((string)attack["exp"]!, ending), $"Expected '{attack["exp"]}', was '{ending}'.");
        Assert.InRange(ending.Length, 0, 110_000);
        Assert.Equal("2,4,6", (await PackFolder.CallAsync(pack.Tools.Single(t => t.Name == "other"))).GetString());
    }

    /// <summary>The result as JSON, what the model is told, or that the script is none.</summary>
    private static async Task<string> RunAsync(ToolPack pack)
    {
        if (pack.Tools.All(static t => t.Name != "attack"))
            return "no program: " + pack.Problems.Single();
        try
        {
            return "OK " + (await PackFolder.CallAsync(pack.Tools[0])).GetRawText();
        }
        catch (ToolException error)
        {
            Assert.DoesNotContain("   at AgentFlow", error.Message, StringComparison.Ordinal);
            return error.Message.StartsWith("It reached its limit", StringComparison.Ordinal) ? "limit" : "error: " + error.Message;
        }
    }

    /// <summary>What can only end at a limit does so. How else an attack ends is what the machine's own tests look at: here it is in another function, with less fuel.</summary>
    private static bool Allows(string expected, string ending) => ending == "limit" || IsEndedOtherwise(expected);

    private static bool IsEndedOtherwise(string expected) => !(expected.StartsWith("FUEL", StringComparison.Ordinal) || expected.StartsWith("MEM", StringComparison.Ordinal))
        || expected.Contains("OK", StringComparison.Ordinal) || expected.Contains("rror", StringComparison.Ordinal);

    private static async Task<string> SourceOf(JsonNode attack)
    {
        if ((string?)attack["code"] is { } code)
            return code;
        var built = await Script.RunAsync("const R = (s, n) => s.repeat(n);\n" + (string)attack["gen"]!, null, new ScriptLimits { Output = 1 << 26, Memory = 256 << 20 });
        return (string)built.GetValueOrThrow()!;
    }

    private static JsonArray Read()
    {
        var given = Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); given is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                given = Path.Combine(folder.FullName, "..", "shared", "data");
        }
        var file = given is null ? null : Path.Combine(given, "adversarial.json");
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsArray() : [];
    }
}
