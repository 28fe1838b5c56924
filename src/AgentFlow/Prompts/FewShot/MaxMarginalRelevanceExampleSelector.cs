using AgentFlow.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>
/// Takes examples that are like the input and unlike one another: of the most similar candidates one after the other that with the greatest
/// relevance * likeness to the input - (1 - relevance) * greatest likeness to one taken already (Carbonell and Goldstein, 1998).
/// </summary>
public sealed class MaxMarginalRelevanceExampleSelector : IExampleSelector
{
    private readonly EmbeddedExamples _examples;
    private readonly ExampleSelectorOptions _options;

    private MaxMarginalRelevanceExampleSelector(EmbeddedExamples examples, ExampleSelectorOptions options)
    {
        _examples = examples;
        _options = options;
    }

    /// <summary>Makes a selector; all examples are embedded now, in one call.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="generator">Makes the embeddings of examples and inputs. It is not disposed.</param>
    /// <param name="options">How many are taken, from how many, and how much relevance weighs; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the embedding.</param>
    public static async Task<MaxMarginalRelevanceExampleSelector> CreateAsync(
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
        var candidates = Enumerable.Range(0, likeness.Length).OrderByDescending(i => likeness[i]).Take(_options.Candidates).ToList();
        var taken = new List<int>();
        while (taken.Count < _options.Count && candidates.Count > 0)
        {
            var next = candidates.MaxBy(i => Score(i, likeness[i], taken));
            candidates.Remove(next);
            taken.Add(next);
        }
        return [.. taken.Select(i => _examples.Values[i])];
    }

    private double Score(int candidate, double likeness, List<int> taken)
    {
        var nearest = taken.Select(t => Direction.Cosine(_examples.Vectors[candidate], _examples.Vectors[t])).DefaultIfEmpty(0).Max();
        return (_options.Relevance * likeness) - ((1 - _options.Relevance) * nearest);
    }
}
