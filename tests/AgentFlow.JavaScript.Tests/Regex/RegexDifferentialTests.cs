using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.JavaScript.Regex;
using AgentFlow.JavaScript.Tests.Fuzz;

namespace AgentFlow.JavaScript.Tests.Regex;

/// <summary>Random patterns against <c>node</c>, where it is installed. AGENTFLOW_LONG_CAMPAIGNS makes it 200,000.</summary>
public sealed class RegexDifferentialTests
{
    [Fact]
    public async Task Match_RandomPatterns_AgreeWithNode()
    {
        var count = Environment.GetEnvironmentVariable("AGENTFLOW_LONG_CAMPAIGNS") is null ? 5_000 : 200_000;
        var sampler = new RegexSampler(20_26);
        var samples = Enumerable.Range(0, count).Select(_ => sampler.Next()).ToArray();

        var expected = await NodeRunner.RunAsync([.. samples.Select(Program)], TestContext.Current.CancellationToken);

        Assert.SkipWhen(expected is null, "node is not installed.");
        var differences = samples.Select((sample, i) => (sample, Ours: Match(sample), Node: expected![i]))
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

    private static string Program((string Pattern, string Flags, string Input) sample) =>
        $$"""
        try {
          const match = new RegExp({{JsonSerializer.Serialize(sample.Pattern)}}, '{{sample.Flags}}d').exec({{JsonSerializer.Serialize(sample.Input)}});
          return match ? match.indices.map(pair => pair ? pair.join('-') : '-').join(' ') : 'none';
        } catch (e) { return e.name; }
        """;
}
