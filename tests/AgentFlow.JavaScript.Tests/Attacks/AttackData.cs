using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript.Tests.Attacks;

/// <summary>The attack scripts, where they are present.</summary>
internal static class AttackData
{
    /// <summary>The file, or null when it is not on this machine.</summary>
    public static string? Path { get; } = Find();

    public static IReadOnlyList<Attack> All { get; } = Path is null
        ? []
        : [.. JsonNode.Parse(File.ReadAllText(Path))!.AsArray().Select(static n => new Attack((int)n!["id"]!, (string?)n["code"], (string?)n["gen"], (string)n["exp"]!))];

    /// <summary>The source of an attack; some are given as an expression that builds it.</summary>
    public static async Task<string> SourceOf(Attack attack)
    {
        if (attack.Code is not null)
            return attack.Code;
        var limits = new ScriptLimits { Output = 1 << 26, Memory = 256 << 20 };
        var built = await Script.RunAsync("const R = (s, n) => s.repeat(n);\n" + attack.Generator, null, limits);
        return (string)built.GetValueOrThrow()!;
    }

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); given is null && folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AgentFlow.sln")))
                given = candidate;
        }
        var file = given is null ? null : System.IO.Path.Combine(given, "adversarial.json");
        return File.Exists(file) ? file : null;
    }
}
