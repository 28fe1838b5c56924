using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentFlow.Memory;

/// <summary>Reads <c>tokenizer.json</c> files with a BPE model.</summary>
internal static class TokenizerJsonFile
{
    public static BytePairModel Read(Stream file)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(file);
        }
        catch (JsonException error)
        {
            throw new FormatException($"The file is not JSON: {error.Message}", error);
        }
        using (document)
            return Read(document.RootElement);
    }

    private static BytePairModel Read(JsonElement root)
    {
        var model = Member(root, "model", JsonValueKind.Object, "the file");
        if (model.TryGetProperty("type", out var type) && type.GetString() is { } name && name != "BPE")
            throw new NotSupportedException($"The model of the file is '{name}'; only 'BPE' is known.");
        var steps = new TokenizerJsonSteps();
        steps.ReadNormalizer(Optional(root, "normalizer"));
        steps.ReadPreTokenizer(Optional(root, "pre_tokenizer"));

        var ids = ReadVocabulary(model);
        var specials = ReadAddedTokens(root);
        var vocabulary = new Vocabulary(ids.Count);
        foreach (var (token, id) in ids)
        {
            if (!specials.ContainsKey(token))
                vocabulary.TryAdd(id, steps.IsByteLevel ? ByteLevelAlphabet.ToBytes(token) : Encoding.UTF8.GetBytes(token));
        }
        return new BytePairModel
        {
            Vocabulary = vocabulary,
            Merges = ReadMerges(model, ids),
            Specials = specials,
            Cuts = steps.Cuts,
            Normalizer = steps.ToNormalizer(),
            WholePiecesFirst = IsTrue(model, "ignore_merges"),
            StartsWithBytes = steps.IsByteLevel,
            ByteFallback = IsTrue(model, "byte_fallback") ? ReadByteTokens(ids) : [],
            Unknown = Optional(model, "unk_token") is { ValueKind: JsonValueKind.String } unknown ? ids.GetValueOrDefault(unknown.GetString()!, -1) : -1,
        };
    }

    private static Dictionary<string, int> ReadVocabulary(JsonElement model)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in Member(model, "vocab", JsonValueKind.Object, "'model'").EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || id < 0)
                throw new FormatException($"The id of the token '{token.Name}' in 'model.vocab' is no number from 0: {token.Value.GetRawText()}.");
            ids[token.Name] = id;
        }
        return ids;
    }

    /// <summary>Merges are in the order of their rank, each a pair, or in older files two tokens with a space between them.</summary>
    private static MergeTable ReadMerges(JsonElement model, Dictionary<string, int> ids)
    {
        var merges = Member(model, "merges", JsonValueKind.Array, "'model'");
        var table = new MergeTable(merges.GetArrayLength());
        var rank = 0;
        foreach (var merge in merges.EnumerateArray())
        {
            var pair = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array when merge.EnumerateArray().All(p => p.ValueKind == JsonValueKind.String) => [.. merge.EnumerateArray().Select(p => p.GetString()!)],
                _ => [],
            };
            if (pair.Length != 2 || !ids.TryGetValue(pair[0], out var left) || !ids.TryGetValue(pair[1], out var right) || !ids.TryGetValue(pair[0] + pair[1], out var token))
                throw new FormatException($"Entry {rank} of 'model.merges' is not a pair of tokens whose join is a token: {merge.GetRawText()}.");
            table.Add(left, right, rank++, token);
        }
        return table;
    }

    private static Dictionary<string, int> ReadAddedTokens(JsonElement root)
    {
        var specials = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Optional(root, "added_tokens") is not { ValueKind: JsonValueKind.Array } added)
            return specials;
        foreach (var token in added.EnumerateArray())
            specials[Member(token, "content", JsonValueKind.String, "an entry of 'added_tokens'").GetString()!] = Member(token, "id", JsonValueKind.Number, "an entry of 'added_tokens'").GetInt32();
        return specials;
    }

    private static int[] ReadByteTokens(Dictionary<string, int> ids)
    {
        var tokens = new int[256];
        for (var b = 0; b < 256; b++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>");
            tokens[b] = ids.TryGetValue(name, out var id) ? id : throw new FormatException($"'model.byte_fallback' is true, but 'model.vocab' has no token '{name}'.");
        }
        return tokens;
    }

    internal static JsonElement Member(JsonElement element, string name, JsonValueKind kind, string where) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw new FormatException($"{where} has no member '{name}' that is {(kind is JsonValueKind.Array or JsonValueKind.Object ? "an" : "a")} {kind.ToString().ToLowerInvariant()}.");

    internal static JsonElement? Optional(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    internal static bool IsTrue(JsonElement element, string name) => Optional(element, name) is { ValueKind: JsonValueKind.True };
}
