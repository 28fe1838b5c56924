using System.Diagnostics;
using System.Text.Json;
using AgentFlow.JavaScript.Tests.Compiler;

namespace AgentFlow.JavaScript.Tests.Fuzzing;

/// <summary>Random programs: here some hundreds, and with JAVASCRIPT_PROGRAMS=1000000 as many as one likes.</summary>
public sealed class RandomProgramTests
{
    private static readonly int Programs = int.TryParse(Environment.GetEnvironmentVariable("JAVASCRIPT_PROGRAMS"), out var count) ? count : 400;

    /// <summary>A batch is one process of the other engine.</summary>
    private const int Batch = 2000;

    /// <summary>Runs each program in its own async function and prints a JSON array of what they returned.</summary>
    private const string Driver =
        """
        const AsyncFunction = (async () => {}).constructor;
        const sources = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        (async () => {
          const results = [];
          for (const s of sources) results.push(await new AsyncFunction('"use strict";' + s)());
          process.stdout.write(JSON.stringify(results));
        })();
        """;

    [Fact]
    public void Run_RandomProgram_GivesWhatNodeGives()
    {
        Assert.SkipUnless(HasNode(), "node is not installed.");

        for (var first = 0; first < Programs; first += Batch)
        {
            var sources = Enumerable.Range(first, Math.Min(Batch, Programs - first)).Select(ProgramGenerator.Write).ToArray();
            var expected = Node(sources);
            for (var i = 0; i < sources.Length; i++)
            {
                var actual = Evaluated.Text(sources[i]);

                Assert.True(expected[i] == actual, $"Seed {first + i}: expected\n{expected[i]}\nbut was\n{actual}\n{sources[i]}");
            }
        }
    }

    [Fact]
    public void Run_RandomProgram_EndsWithoutACrash()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var result = Evaluated.Text(ProgramGenerator.Write(seed));

            Assert.DoesNotContain("rejected", result, StringComparison.Ordinal);
        }
    }

    private static bool HasNode()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true });

            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string[] Node(string[] sources)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Driver);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        JsonSerializer.Serialize(process.StandardInput.BaseStream, sources);
        process.StandardInput.Close();

        return JsonSerializer.Deserialize<string[]>(output.GetAwaiter().GetResult())!;
    }
}
