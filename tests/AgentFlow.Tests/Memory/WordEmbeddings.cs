using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

/// <summary>Embeddings by the words of a text: the more words two texts share, the more alike they are. Counts what it was asked.</summary>
internal sealed class WordEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    private static readonly char[] Signs = " .,:;!?\n".ToCharArray();

    public List<string> Asked { get; } = [];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.AddRange(values);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(Embed(v)))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] Embed(string text)
    {
        var vector = new float[256];
        foreach (var word in text.ToLowerInvariant().Split(Signs, StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = word.Aggregate(17u, (h, c) => h * 31 + c);
            vector[hash % 256]++;
        }
        return vector;
    }
}
