using System.Runtime.InteropServices;
using AgentFlow.Embeddings;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>The embeddings of memories, beside their texts: made when a memory is first compared, and again when the model has other dimensions.</summary>
internal sealed class LongTermVectors(IEmbeddingGenerator<string, Embedding<float>> generator, IKeyValueStore store, string scope)
{
    /// <summary>How alike each memory is to a question: a cosine.</summary>
    public async ValueTask<IReadOnlyList<double>> CompareAsync(string question, IReadOnlyList<LongTermMemoryItem> items, CancellationToken cancellationToken)
    {
        var asked = Direction.Of((await generator.GenerateAsync([question], cancellationToken: cancellationToken).ConfigureAwait(false))[0].Vector.Span);
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        await foreach (var (id, text) in store.ListAsync(scope, cancellationToken).ConfigureAwait(false))
            known[id] = Read(text);
        var missing = items.Where(i => !(known.TryGetValue(i.Id, out var vector) && vector.Length == asked.Length)).ToList();
        if (missing.Count > 0)
        {
            var made = await generator.GenerateAsync(missing.Select(i => i.Text), cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var (item, embedding) in missing.Zip(made))
            {
                var vector = known[item.Id] = Direction.Of(embedding.Vector.Span);
                await store.SetAsync(scope, item.Id, Write(vector), cancellationToken).ConfigureAwait(false);
            }
        }
        // Of a memory that was forgotten while it was compared.
        foreach (var id in known.Keys.Except(items.Select(i => i.Id)))
            await store.SetAsync(scope, id, null, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(i => Direction.Cosine(known[i.Id], asked))];
    }

    private static string Write(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));

    private static float[] Read(string text) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray();
}
