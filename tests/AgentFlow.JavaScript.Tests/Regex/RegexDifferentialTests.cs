using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.Tests.Regex;

/// <summary>Random patterns against <c>node</c>, where it is installed. AGENTFLOW_LONG_CAMPAIGNS makes it 200,000.</summary>
public sealed class RegexDifferentialTests
{
    private const string Script = """
        let text = '';
        process.stdin.setEncoding('utf8');
        process.stdin.on('data', part => text += part);
        process.stdin.on('end', () => {
          const results = JSON.parse(text).map(([pattern, flags, input]) => {
            try {
              const match = new RegExp(pattern, flags + 'd').exec(input);
              return match ? match.indices.map(pair => pair ? pair.join('-') : '-').join(' ') : 'none';
            } catch (e) { return e.name; }
          });
          process.stdout.write(JSON.stringify(results));
        });
        """;

    [Fact]
    public async Task Match_RandomPatterns_AgreeWithNode()
    {
        var count = Environment.GetEnvironmentVariable("AGENTFLOW_LONG_CAMPAIGNS") is null ? 5_000 : 200_000;
        var sampler = new RegexSampler(20_26);
        var samples = Enumerable.Range(0, count).Select(_ => sampler.Next()).ToArray();

        var expected = await AskNode(samples);
        var differences = samples.Select((sample, i) => (sample, Ours: Match(sample), Node: expected[i]))
            .Where(static x => x.Ours != x.Node && !StartsWithinPair(x.sample, x.Node)).ToList();

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(10).Select(static x =>
            $"/{JsonSerializer.Serialize(x.sample.Pattern)}/{x.sample.Flags} on {JsonSerializer.Serialize(x.sample.Input)}: node {x.Node}, ours {x.Ours}")));
    }

    // With u node finds empty matches between the halves of a pair, where the specification knows no position.
    private static bool StartsWithinPair((string Pattern, string Flags, string Input) sample, string match) =>
        sample.Flags.Contains('u', StringComparison.Ordinal)
        && int.TryParse(match.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
        && start > 0 && start < sample.Input.Length
        && char.IsHighSurrogate(sample.Input[start - 1]) && char.IsLowSurrogate(sample.Input[start]);

    private static string Match((string Pattern, string Flags, string Input) sample)
    {
        RegexProgram program;
        try
        {
            program = RegexProgram.Compile(sample.Pattern, RegexFlagsText.Parse(sample.Flags));
        }
        catch (RegexSyntaxException)
        {
            return "SyntaxError";
        }

        var matcher = new RegexMatcher(program, sample.Input, new CountingMeter());
        if (!matcher.Match(0, sticky: false))
            return "none";
        var text = new StringBuilder();
        for (var i = 0; i < matcher.Captures.Length; i += 2)
        {
            var (start, end) = (matcher.Captures[i], matcher.Captures[i + 1]);
            text.Append(i > 0 ? " " : "").Append(start < 0 || end < 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{start}-{end}"));
        }

        return text.ToString();
    }

    private static async Task<string[]> AskNode((string Pattern, string Flags, string Input)[] samples)
    {
        var start = new ProcessStartInfo("node", ["-e", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        Process? node = null;
        try
        {
            node = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed.");
        }

        using (node)
        {
            var answer = node!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(samples.Select(static s => new[] { s.Pattern, s.Flags, s.Input })));
            node.StandardInput.Close();
            return JsonSerializer.Deserialize<string[]>(await answer)!;
        }
    }
}
