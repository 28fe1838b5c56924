using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;

namespace AgentFlow.Guardrails;

/// <summary>Several rails at once, as one.</summary>
internal static class ParallelRails
{
    public static async ValueTask<Verdict<string>> CheckAsync(TextRail[] rails, RailText text, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var checks = rails.Select(r => CheckOneAsync(r, text, source)).ToList();
        try
        {
            await Task.WhenAll(checks).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Another rail has blocked, so that nobody waits for these any more.
        }
        var verdicts = checks.Select((check, i) => (Rail: rails[i], Verdict: check.IsCompletedSuccessfully ? check.Result : (Verdict<string>?)null)).ToList(); // sync: all have ended.
        if (verdicts.FirstOrDefault(v => v.Verdict?.Action == RailAction.Block) is { Verdict: { } blocked } by)
            return Verdict.Block($"{blocked.Reason} ({by.Rail.Name})");
        var changes = verdicts.Where(v => v.Verdict?.Action == RailAction.Change).ToList();
        if (changes.Count > 1)
            throw new InvalidOperationException($"Rails {string.Join(" and ", changes.Select(c => $"'{c.Rail.Name}'"))} have changed the same text at the same time. Put all but one of them before or behind the others.");
        var reasons = string.Join(' ', verdicts.Where(v => v.Verdict?.Reason is not null).Select(v => $"{v.Verdict!.Value.Reason} ({v.Rail.Name})"));
        if (changes.Count == 1)
            return Verdict.Change(changes[0].Verdict!.Value.Value!, reasons);
        return reasons.Length == 0 ? Verdict.Pass : Verdict.PassWith(reasons);
    }

    private static async Task<Verdict<string>> CheckOneAsync(TextRail rail, RailText text, CancellationTokenSource source)
    {
        var verdict = await rail.CheckAsync(text, source.Token).ConfigureAwait(false);
        if (verdict.Action == RailAction.Block)
            await source.CancelAsync().ConfigureAwait(false);
        return verdict;
    }
}
