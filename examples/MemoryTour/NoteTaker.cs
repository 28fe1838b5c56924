using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace MemoryTour;

/// <summary>Stands in for the model that writes summaries and facts, and for the one that makes embeddings: a few rules, no understanding. Counts its calls.</summary>
internal sealed class NoteTaker : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Statement = @"\b([A-Z]\w+) (is|lives in|likes) (.+?)(?= and comes| since| too|[.,?])";

    public int Calls { get; private set; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        var prompt = messages.Last().Text;
        var said = Regex.Matches(prompt, @"^(?:\[(\d+)\] )?Human: (.+)$", RegexOptions.Multiline);
        var statements = said.SelectMany(s => Regex.Matches(s.Groups[2].Value, Statement), (s, m) => (Place: s.Groups[1].Value, Match: m)).ToList();
        var answer = prompt.Contains("Known statements", StringComparison.Ordinal) ? new JsonObject { ["triples"] = new JsonArray([.. statements.Select(s => Triple(s.Place, s.Match.Groups, prompt))]) }.ToJsonString()
            : prompt.Contains("Known entities", StringComparison.Ordinal) ? new JsonObject { ["entities"] = new JsonArray([.. statements.Select(s => s.Match).GroupBy(m => m.Groups[1].Value).Select(g => Entity(g, prompt))]) }.ToJsonString()
            : $"{Regex.Match(prompt, @"Current summary:\n(.*)\n\nNew lines", RegexOptions.Singleline).Groups[1].Value} {string.Join(' ', said.Select(s => s.Groups[2].Value))}";
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Memories do not stream.");

    /// <summary>Texts that share words point the same way.</summary>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v =>
        {
            var vector = new float[512];
            foreach (var word in Regex.Matches(v.ToUpperInvariant(), @"\w{4,}").Select(m => m.Value))
                vector[word.Aggregate(17u, (h, c) => h * 31 + c) % 512] = 1;
            return new Embedding<float>(vector);
        })));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>What was known of a name, and what is said of it now.</summary>
    private static JsonObject Entity(IGrouping<string, Match> said, string prompt)
    {
        var known = Regex.Match(prompt, $"^- {said.Key}: (.+)$", RegexOptions.Multiline).Groups[1].Value;
        return new JsonObject { ["name"] = said.Key, ["facts"] = $"{known} {string.Join(' ', said.Select(m => m.Value + "."))}" };
    }

    /// <summary>One lives in one place only: a new one replaces the old.</summary>
    private static JsonObject Triple(string place, GroupCollection said, string prompt)
    {
        var replaces = Regex.Matches(prompt, $@"^- (\d+): {said[1].Value} \| lives in", RegexOptions.Multiline).Where(_ => said[2].Value == "lives in").Select(k => (JsonNode)int.Parse(k.Groups[1].Value));
        return new JsonObject { ["subject"] = said[1].Value, ["predicate"] = said[2].Value, ["object"] = said[3].Value, ["source"] = int.Parse(place), ["replaces"] = new JsonArray([.. replaces]) };
    }
}
