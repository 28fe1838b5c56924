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
            ? new(values, [.. embeddings.Select(e => Direction(e.Vector.Span))], generator, keys)
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
        var direction = Direction(vector.Span);
        return [.. Vectors.Select(v => Cosine(v, direction))];
    }

    /// <summary>The cosine of two directions.</summary>
    public static double Cosine(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    private static float[] Direction(ReadOnlySpan<float> vector)
    {
        var length = 0.0;
        foreach (var x in vector)
            length += (double)x * x;
        var scale = length == 0 ? 0 : 1 / Math.Sqrt(length);
        var direction = new float[vector.Length];
        for (var i = 0; i < vector.Length; i++)
            direction[i] = (float)(vector[i] * scale);
        return direction;
    }
}
