using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Takes facts out of what is new in a session, chunk by chunk, and keeps them after each.</summary>
/// <typeparam name="TFact">One fact.</typeparam>
/// <typeparam name="TAnswer">What the model answers for a chunk.</typeparam>
internal sealed class FactExtraction<TFact, TAnswer>(IChatClient model, DerivedState<FactState<TFact>> state, PromptTokenCounter counter, int chunkTokens, OutputParser<TAnswer> parser)
{
    /// <summary>How often a model that gave a bad answer is told what is wrong with it and asked again.</summary>
    private const int MaxRetries = 1;

    /// <summary>The prompt for a chunk, given what is known.</summary>
    public required Func<FactState<TFact>, string, string> Ask { get; init; }

    /// <summary>What is known after the model's answer. Told the places in the session that the chunk is from.</summary>
    public required Func<FactState<TFact>, TAnswer, (long From, long To), IReadOnlyList<TFact>> Take { get; init; }

    public async ValueTask<FactState<TFact>?> FindAsync(string sessionId, CancellationToken cancellationToken) =>
        (await state.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Value;

    public async ValueTask<long> CoveredAsync(string sessionId, CancellationToken cancellationToken) =>
        (await state.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Covered ?? 0;

    /// <summary>What is known of a session, its finished exchanges included.</summary>
    public async ValueTask<FactState<TFact>> CatchUpAsync(MemoryTurn turn, CancellationToken cancellationToken)
    {
        var entry = await state.LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        var known = entry?.Value ?? new FactState<TFact>();
        var covered = (int)(entry?.Covered ?? 0);
        var to = Math.Min(turn.HistoryCount, MessageGroups.NewestExchange(turn.Messages));
        if (turn.IsReadOnly || to <= covered)
            return known;
        foreach (var chunk in TranscriptChunk.Cut(turn.Messages, covered, to, counter, chunkTokens, numbered: true))
        {
            var places = (turn.Messages.FirstIndex + chunk.From, turn.Messages.FirstIndex + chunk.To);
            known = await ExtractAsync(known, chunk.Lines, places, cancellationToken).ConfigureAwait(false);
            if (chunk.Covered == covered)
                continue;
            covered = chunk.Covered;
            await state.SaveAsync(turn, new(covered, known), cancellationToken).ConfigureAwait(false);
        }
        return known;
    }

    private async ValueTask<FactState<TFact>> ExtractAsync(FactState<TFact> known, string lines, (long From, long To) places, CancellationToken cancellationToken)
    {
        try
        {
            var prompt = new ChatMessage(ChatRole.User, Ask(known, lines));
            var answer = await model.GetAsync([prompt], parser, new ChatOptions { Temperature = 0 }, MaxRetries, cancellationToken).ConfigureAwait(false);
            return known with { Facts = Take(known, answer, places) };
        }
        catch (OutputParserException error)
        {
            // A conversation must not come to a halt over facts that a model cannot write down. The gap is kept, where users see it.
            return known with { Gaps = [.. known.Gaps, new MemoryGap { From = places.From, To = places.To, Error = error.ModelMessage }] };
        }
    }
}
