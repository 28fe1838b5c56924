using AgentFlow.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>Examples with the directions of their embeddings.</summary>
internal sealed class EmbeddedExamples
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly IReadOnlyList<string>? _keys;

    private EmbeddedExamples(IReadOnlyList<IReadOnlyDictionary<string, object?>> values, float[][] vectors, IEmbeddingGenerator<string, Embedding<float>> generator, IReadOnlyList<string>? keys)
    {
        Values = values;
        Vectors = vectors;
        _generator = generator;
        _keys = keys;
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Values { get; }

    public float[][] Vectors { get; }

    public static async Task<EmbeddedExamples> CreateAsync(IEnumerable<IReadOnlyDictionary<string, object?>> examples, IEmbeddingGenerator<string, Embedding<float>> generator, IReadOnlyList<string>? keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(generator);
        IReadOnlyDictionary<string, object?>[] values = [.. examples];
        var embeddings = values.Length == 0 ? [] : await generator.GenerateAsync(values.Select(v => ExampleText.Of(v, keys)), cancellationToken: cancellationToken).ConfigureAwait(false);
        return embeddings.Count == values.Length
            ? new(values, [.. embeddings.Select(e => Direction.Of(e.Vector.Span))], generator, keys)
            : throw new InvalidOperationException($"The embedding generator gave {embeddings.Count} embeddings for {values.Length} examples.");
    }

    /// <summary>How like the input each example is, from -1 to 1.</summary>
    public async ValueTask<double[]> CompareAsync(IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Vectors.Length == 0)
            return [];
        var vector = await _generator.GenerateVectorAsync(ExampleText.Of(input, _keys), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (vector.Length != Vectors[0].Length)
            throw new InvalidOperationException($"The embedding generator gave {vector.Length} dimensions for the input and {Vectors[0].Length} for the examples. Use one model for both.");
        var direction = Direction.Of(vector.Span);
        return [.. Vectors.Select(v => Direction.Cosine(v, direction))];
    }
}
