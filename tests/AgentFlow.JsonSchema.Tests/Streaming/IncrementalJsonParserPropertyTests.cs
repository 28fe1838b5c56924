using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Streaming;
using AgentFlow.JsonSchema.Tests.Repair;

namespace AgentFlow.JsonSchema.Tests.Streaming;

public sealed class IncrementalJsonParserPropertyTests
{
    private const string Alphabet = "{}[]\"\\,: \n01-+.etfnu\u0001é😀";

    [Fact]
    public void Feed_AnySplit_GivesTheSame()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var text = Encoding.UTF8.GetBytes(seed % 2 == 0 ? new RandomJson(seed).NextValue() : Damaged(seed));
            var whole = View(text, text.Length);
            for (var at = 0; at <= text.Length; at++)
                Assert.Equal(whole, View(text, at));
            var random = new Random(seed);
            for (var round = 0; round < 5; round++)
                Assert.Equal(whole, View(text, () => random.Next(8)));
        }
    }

    [Fact]
    public void Feed_AnyBytes_SplitAnywhereGivesTheSame()
    {
        byte[] bytes = [0x22, 0x41, 0x5C, 0x75, 0x80, 0xBF, 0xC2, 0xC3, 0xA9, 0xE0, 0xE2, 0x82, 0xAC, 0xED, 0xF0, 0x9F, 0x98, 0x80, 0xF4, 0xFF, 0x0A];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            byte[] text = [0x22, .. Enumerable.Range(0, random.Next(12)).Select(_ => bytes[random.Next(bytes.Length)]), 0x22];
            var whole = View(text, text.Length);

            Assert.Equal(whole, View(text, () => 1));
            Assert.Equal(whole, View(text, random.Next(text.Length)));
        }
    }

    [Fact]
    public void Feed_AnyText_IsCompleteWhereTheStrictParserAgrees()
    {
        for (var seed = 0; seed < 1200; seed++)
        {
            var text = Encoding.UTF8.GetBytes(seed % 4 == 0 ? new RandomJson(seed).NextValue() : Damaged(seed));
            var parser = new IncrementalJsonParser();
            parser.Feed(text);

            var isComplete = parser.Finish() == JsonStreamState.Complete;

            Assert.True(IsJson(text, out var expected) == isComplete, Encoding.UTF8.GetString(text));
            if (isComplete)
            {
                Assert.True(parser.TryGetSnapshot(out var value));
                Assert.Equal(expected.GetRawText(), value.GetRawText());
            }
        }
    }

    [Fact]
    public void TryGetSnapshot_ByteAfterByte_NeverTakesBack()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var parser = new IncrementalJsonParser();
            JsonElement? earlier = null;
            foreach (var c in Encoding.UTF8.GetBytes(new RandomJson(seed).NextObject()))
            {
                parser.Feed([c]);
                if (!parser.TryGetSnapshot(out var value))
                    continue;
                Assert.True(earlier is null || Extends(earlier.Value, value), $"{earlier} then {value}");
                earlier = value;
            }
            Assert.Equal(JsonStreamState.Complete, parser.State);
        }
    }

    [Fact]
    public void Feed_AByteAtATime_AllocatesForTheBufferOnly()
    {
        var text = Encoding.UTF8.GetBytes("[\"" + string.Concat(Enumerable.Repeat("abc\\u00e9 é", 10_000)) + "\", 1.5, true]");
        var parser = new IncrementalJsonParser();
        parser.Feed(text);
        parser.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var at = 0; at < text.Length; at++)
            parser.Feed(text.AsSpan(at, 1));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(JsonStreamState.Complete, parser.State);
    }

    private static string Damaged(int seed)
    {
        var random = new RandomJson(seed);
        var text = new StringBuilder(random.NextValue());
        for (var damage = random.Next(3); damage >= 0 && text.Length > 0; damage--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0)
                text.Remove(at, 1);
            else
                text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
        }
        return text.ToString();
    }

    private static string View(byte[] text, int split)
    {
        var parser = new IncrementalJsonParser();
        parser.Feed(text.AsSpan(0, split));
        parser.TryGetSnapshot(out _);
        parser.Feed(text.AsSpan(split));
        return View(parser);
    }

    private static string View(byte[] text, Func<int> size)
    {
        var parser = new IncrementalJsonParser();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(size(), text.Length - at);
            parser.Feed(text.AsSpan(at, length));
            at += length;
        }
        return View(parser);
    }

    private static string View(IncrementalJsonParser parser)
    {
        var snapshot = parser.TryGetSnapshot(out var value) ? value.GetRawText() : "nothing";
        return $"{parser.State} {parser.Error} {snapshot} {parser.Finish()}";
    }

    private static bool IsJson(byte[] text, out JsonElement value)
    {
        value = default;
        try
        {
            using var document = JsonDocument.Parse(text);
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Extends(JsonElement earlier, JsonElement later)
    {
        if (earlier.ValueKind != later.ValueKind)
            return false;
        return earlier.ValueKind switch
        {
            JsonValueKind.Object => earlier.EnumerateObject().All(member => later.TryGetProperty(member.Name, out var value) && Extends(member.Value, value)),
            JsonValueKind.Array => earlier.EnumerateArray().Zip(later.EnumerateArray()).All(pair => Extends(pair.First, pair.Second))
                && earlier.GetArrayLength() <= later.GetArrayLength(),
            JsonValueKind.String => later.GetString()!.StartsWith(earlier.GetString()!, StringComparison.Ordinal),
            _ => JsonElement.DeepEquals(earlier, later),
        };
    }
}
