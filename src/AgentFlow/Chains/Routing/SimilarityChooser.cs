using AgentFlow.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Routing;

/// <summary>
/// Takes the route whose description or one of whose examples is most alike the input, by the cosine of their embeddings. The routes' own
/// are made with the first input, and again if that failed.
/// </summary>
internal sealed class SimilarityChooser<TIn>(
    IEmbeddingGenerator<string, Embedding<float>> generator, Func<TIn, string> text, IReadOnlyList<(string Name, string Text)> known, float least) : Chain<TIn, string?>("choose")
{
    private float[][]? _known;

    protected internal override async ValueTask<string?> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        _known ??= [.. (await generator.GenerateAsync(known.Select(k => k.Text), cancellationToken: cancellationToken).ConfigureAwait(false)).Select(e => Direction.Of(e.Vector.Span))];
        var asked = await generator.GenerateAsync([text(input)], cancellationToken: cancellationToken).ConfigureAwait(false);
        var direction = Direction.Of(asked[0].Vector.Span);
        var (best, similarity) = (-1, double.NegativeInfinity);
        for (var i = 0; i < _known.Length; i++)
        {
            var next = Direction.Cosine(direction, _known[i]);
            if (next > similarity)
                (best, similarity) = (i, next);
        }
        return similarity >= least ? known[best].Name : null;
    }
}
