using System.Diagnostics;
using System.Text;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.JsonSchema.Streaming;

namespace AgentFlow.JsonSchema.Tests.Fuzzing;

/// <summary>
/// Repair, coercion and the incremental parser on damaged text: whatever it is, they end soon, throw nothing of their own, and keep what
/// they promise.
/// </summary>
public sealed class TextFuzzTests
{
    private const int DefaultRounds = 2_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Repair_DamagedText_GivesJsonOrSaysWhy()
    {
        var repaired = 0;
        foreach (var seed in FuzzRounds.Seeds(DefaultRounds))
        {
            var text = Damaged(seed);
            var options = new JsonRepairOptions { Root = (JsonRoot)(seed % 3), MaxDepth = 1 + (seed % 64) };

            Guard(seed, text, () =>
            {
                if (!JsonRepair.TryParse(text, options, out var result, out var error))
                {
                    Assert.NotEmpty(error.Message);
                    return;
                }
                // The array around several values in a row may be one level more than the text was allowed.
                var again = JsonRepair.Parse(Encoding.UTF8.GetBytes(result.Value.GetRawText()), new JsonRepairOptions { Root = options.Root });
                Assert.Equal(result.Value.GetRawText(), again.Value.GetRawText());
                Assert.All(result.Fixes, fix => Assert.NotEmpty(fix.ToString()));
                repaired++;
            });
        }

        Assert.True(repaired > FuzzRounds.Count(DefaultRounds) / 8, $"Only {repaired} texts could be repaired, which tests too little.");
    }

    [Fact]
    public void Coercion_AnySchemaAndValue_SettlesAndReportsWhatItDid()
    {
        var changed = 0;
        foreach (var seed in FuzzRounds.Seeds(DefaultRounds))
        {
            var random = new RandomJson(seed);
            var schema = Json.Parse(random.Schema(4)?.ToJsonString() ?? "true");
            var value = Json.Parse(random.Value(3)?.ToJsonString() ?? "null");

            Guard(seed, Encoding.UTF8.GetBytes($"{schema} {value}"), () =>
            {
                var coercer = ArgumentCoercer.Compile(schema);
                var once = coercer.Coerce(value);
                var isSame = value.GetRawText() == once.Value.GetRawText();
                Assert.True(once.Changes.Count > 0 || isSame, "It changed and did not say so.");
                Assert.All(once.Changes, change => Assert.NotEmpty(change.Message));
                Assert.True(once.Changes.Count == 0 || !isSame, $"It reported changes and made none: {string.Join(' ', once.Changes.Select(c => c.Message))}");
                changed += once.Changes.Count > 0 ? 1 : 0;
            });
        }

        Assert.True(changed > FuzzRounds.Count(DefaultRounds) / 200, $"Only {changed} values were changed, which tests too little.");
    }

    [Fact]
    public void IncrementalParser_DamagedTextInPieces_AgreesWithItself()
    {
        foreach (var seed in FuzzRounds.Seeds(DefaultRounds))
        {
            var text = Damaged(seed);
            var random = new Random(seed);

            Guard(seed, text, () =>
            {
                var (whole, pieces) = (new IncrementalJsonParser(), new IncrementalJsonParser());
                whole.Feed(text);
                for (var at = 0; at < text.Length;)
                {
                    var length = Math.Min(random.Next(1, 9), text.Length - at);
                    pieces.Feed(text.AsSpan(at, length));
                    pieces.TryGetSnapshot(out _);
                    at += length;
                }
                Assert.Equal(View(whole), View(pieces));
            });
        }
    }

    private static string View(IncrementalJsonParser parser) =>
        $"{(parser.TryGetSnapshot(out var value) ? value.GetRawText() : "nothing")} {parser.Error} {parser.Finish()}";

    /// <summary>A document with bytes changed, now and then within a fence or with the quotes of another language.</summary>
    private static byte[] Damaged(int seed)
    {
        var random = new RandomJson(seed);
        var text = random.Value(4)?.ToJsonString() ?? "null";
        text = (seed % 5) switch
        {
            0 => $"Here it is:\n```json\n{text}\n```",
            1 => text.Replace('"', '\''),
            _ => text,
        };
        return random.Damage(Encoding.UTF8.GetBytes(text));
    }

    private static void Guard(int seed, byte[] text, Action action)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            action();
            // A second try: the first may have waited for the JIT or for other processes.
            if (Stopwatch.GetElapsedTime(began) > Longest)
            {
                began = Stopwatch.GetTimestamp();
                action();
                Assert.True(Stopwatch.GetElapsedTime(began) < Longest * 5, "It took too long, twice.");
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, the case that provoked it is what the reader needs.
            Assert.Fail($"Seed {seed}: {Encoding.UTF8.GetString(text)}\n{exception}");
        }
    }
}
