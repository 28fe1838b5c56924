using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Routing;

/// <summary>
/// Takes the route whose description or one of whose examples is most alike the input, by the cosine of their embeddings. The routes' own
/// are made with the first input, and again if that failed.
/// </summary>
internal sealed class SimilarityChooser<TIn>(
    IEmbeddingGenerator<string, Embedding<float>> generator, Func<TIn, string> text, IReadOnlyList<(string Name, string Text)> known, float least) : Chain<TIn, string?>("choose")
{
    private GeneratedEmbeddings<Embedding<float>>? _known;

    protected internal override async ValueTask<string?> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        _known ??= await generator.GenerateAsync(known.Select(k => k.Text), cancellationToken: cancellationToken).ConfigureAwait(false);
        var asked = await generator.GenerateAsync([text(input)], cancellationToken: cancellationToken).ConfigureAwait(false);
        var (best, similarity) = (-1, float.NegativeInfinity);
        for (var i = 0; i < _known.Count; i++)
        {
            var next = Cosine(asked[0].Vector.Span, _known[i].Vector.Span);
            if (next > similarity)
                (best, similarity) = (i, next);
        }
        return similarity >= least ? known[best].Name : null;
    }

    private static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, squaresA = 0, squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squaresA += (double)a[i] * a[i];
            squaresB += (double)b[i] * b[i];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : (float)(product / Math.Sqrt(squaresA * squaresB));
    }
}
