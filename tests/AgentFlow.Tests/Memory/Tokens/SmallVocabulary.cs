using System.Text;
using System.Text.Json.Nodes;

namespace AgentFlow.Tests.Memory.Tokens;

/// <summary>A vocabulary that the tests train themselves, written in both file formats, and the textbook's encoder to compare with.</summary>
internal sealed class SmallVocabulary
{
    private readonly List<byte[]> _tokens = [.. Enumerable.Range(0, 256).Select(b => new[] { (byte)b })];
    private readonly List<(int Left, int Right)> _merges = [];

    private SmallVocabulary(string corpus, int merges)
    {
        var words = corpus.Split(' ').Select(w => (List<int>)[.. Encoding.UTF8.GetBytes(" " + w).Select(b => (int)b)]).ToList();
        for (var m = 0; m < merges; m++)
        {
            var counts = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p).Select(g => (g.Key, Count: g.Count())).ToList();
            if (counts.Count == 0)
                return;
            var (best, _) = counts.OrderByDescending(c => c.Count).ThenBy(c => c.Key.First).ThenBy(c => c.Key.Second).First();
            byte[] joined = [.. _tokens[best.First], .. _tokens[best.Second]];
            if (_tokens.Any(t => t.AsSpan().SequenceEqual(joined)))
                return;
            _tokens.Add(joined);
            _merges.Add(best);
            foreach (var word in words)
                Apply(word, best.First, best.Second, _tokens.Count - 1);
        }
    }

    public int Count => _tokens.Count;

    public static SmallVocabulary Train(int merges = 120) => new(
        "the quick brown fox jumps over the lazy dog and the other foxes laugh because then there they were thinking thoroughly aaaa aaaaaaaa aaaaaaaaaaaaaaaa straße straßen über über", merges);

    public Stream ToTiktoken() => Stream(string.Join('\n', _tokens.Select((t, i) => $"{Convert.ToBase64String(t)} {i}")));

    public Stream ToTokenizerJson()
    {
        var vocabulary = new JsonObject();
        for (var i = 0; i < _tokens.Count; i++)
            vocabulary[Spell(_tokens[i])] = i;
        return Stream(new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = Count, ["content"] = "<|end|>", ["special"] = true }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. _merges.Select(m => (JsonNode)$"{Spell(_tokens[m.Left])} {Spell(_tokens[m.Right])}")]) },
        }.ToJsonString());
    }

    /// <summary>Merges one piece step by step, the earliest merge first, as the papers describe it.</summary>
    public List<int> Encode(string piece)
    {
        List<int> tokens = [.. Encoding.UTF8.GetBytes(piece).Select(b => (int)b)];
        for (var m = 0; m < _merges.Count; m++)
            Apply(tokens, _merges[m].Left, _merges[m].Right, 256 + m);
        return tokens;
    }

    public static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static string Spell(byte[] bytes)
    {
        var hidden = Enumerable.Range(0, 256).Where(b => b is not (>= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE)).ToList();
        return string.Concat(bytes.Select(b => hidden.IndexOf(b) is >= 0 and var at ? (char)(256 + at) : (char)b));
    }

    private static void Apply(List<int> tokens, int left, int right, int merged)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i] == left && tokens[i + 1] == right)
            {
                tokens[i] = merged;
                tokens.RemoveAt(i + 1);
            }
        }
    }
}
