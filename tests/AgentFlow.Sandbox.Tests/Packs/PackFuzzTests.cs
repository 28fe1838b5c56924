using System.Globalization;
using System.Text;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>Files of a pack with random mistakes: whatever stands in them is a problem or a tool, and never an exception. AGENTFLOW_FUZZ_RUNS makes the campaign longer.</summary>
public sealed class PackFuzzTests : IDisposable
{
    private const string Manifest = """
        {
          "name": "t", "description": "A tölöl.", "version": "1.0.0", "effect": "pure", "needsApproval": true, "untrusted": false,
          "parameters": { "type": "object", "properties": { "a": { "type": "number", "minimum": 0 }, "b": { "enum": ["x", "\u00e9"] } }, "required": ["a"] },
          "result": { "type": ["number", "null"] }, "permissions": { "net": { "hosts": ["a.example"] }, "kv": true, "tools": ["u"] },
          "secrets": ["KEY"], "limits": { "fuel": 10000, "timeMs": 50 }
        }
        """;

    private const string Tests = """
        [{ "name": "n", "arguments": { "a": 1 }, "result": 1, "host": [{ "function": "kv.get", "arguments": ["k"], "result": null }] }, { "name": "m", "error": "no" }]
        """;

    private static readonly byte[][] Pieces = [.. ((string[])["{", "}", "[", "]", ",", ":", "\"", "null", "1e999", "-1", "\\ud800", "true", "\"permissions\":", "\"$ref\": \"#\",", "\uFEFF", "\0"]).Select(Encoding.UTF8.GetBytes), [0xff], [0xc3]];

    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_FilesWithRandomMistakes_NeverThrows()
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_FUZZ_RUNS") ?? "150", CultureInfo.InvariantCulture);
        _folder.Add("t", "export default ({ a }) => a;");
        var (loaded, refused) = (0, 0);

        for (var seed = 0; seed < runs; seed++)
        {
            var random = new Random(seed);
            await File.WriteAllBytesAsync(_folder.PathOf("t", "tool.json"), Mutate(Manifest, random), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(_folder.PathOf("t", "tests.json"), Mutate(Tests, random), TestContext.Current.CancellationToken);
            var pack = _folder.Load();
            _ = await pack.TestAsync(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            Assert.True(pack.Tools.Count == 1 || pack.Problems.Count > 0, $"Seed {seed}: no tool and no problem.");
            Assert.All(pack.Problems, p => Assert.True(p.Line >= 1 && p.Column >= 1));
            (loaded, refused) = pack.Manifests.Count == 1 ? (loaded + 1, refused) : (loaded, refused + 1);
        }

        Assert.True(loaded > 0 && refused > 0, $"{loaded} could be read and {refused} could not: the campaign has not both.");
    }

    private static byte[] Mutate(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var i = random.Next(3); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(Math.Min(8, bytes.Count - at));
            if (random.Next(2) == 0)
                bytes.RemoveRange(at, length);
            if (random.Next(2) == 0)
                bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
        }
        return [.. bytes];
    }
}
