using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>Takes the examples whose meaning is nearest to the input's, the nearest first: the cosine of their embeddings.</summary>
public sealed class SemanticSimilarityExampleSelector : IExampleSelector
{
    private readonly EmbeddedExamples _examples;
    private readonly ExampleSelectorOptions _options;

    private SemanticSimilarityExampleSelector(EmbeddedExamples examples, ExampleSelectorOptions options)
    {
        _examples = examples;
        _options = options;
    }

    /// <summary>Makes a selector; all examples are embedded now, in one call.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="generator">Makes the embeddings of examples and inputs. It is not disposed.</param>
    /// <param name="options">How many are taken, and what is compared; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the embedding.</param>
    public static async Task<SemanticSimilarityExampleSelector> CreateAsync(
        IEnumerable<IReadOnlyDictionary<string, object?>> examples,
        IEmbeddingGenerator<string, Embedding<float>> generator,
        ExampleSelectorOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var copy = (options ?? new()).Checked();
        return new(await EmbeddedExamples.CreateAsync(examples, generator, copy.Keys, cancellationToken).ConfigureAwait(false), copy);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> SelectAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        var likeness = await _examples.CompareAsync(values, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, likeness.Length).OrderByDescending(i => likeness[i]).Take(_options.Count).Select(i => _examples.Values[i])];
    }
}
