using Microsoft.Extensions.AI;

/// <summary>Texts as counts of their words, enough to tell which have words in common: a stand-in for a model of embeddings that needs no key.</summary>
internal sealed class WordEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Size = 512;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(Count(v)))));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] Count(string text)
    {
        var counts = new float[Size];
        foreach (var word in text.ToLowerInvariant().Split(" ,.?!:;()".ToCharArray(), StringSplitOptions.RemoveEmptyEntries))
            counts[word.Aggregate(0, (hash, c) => ((hash * 31) + c) & (Size - 1))]++;
        return counts;
    }
}
