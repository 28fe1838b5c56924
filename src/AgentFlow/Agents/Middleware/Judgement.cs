using AgentFlow.Runs;

namespace AgentFlow.Agents.Middleware;

/// <summary>What all middleware of one point together say.</summary>
/// <param name="Value">What passes, as the last of them left it.</param>
/// <param name="BlockReason">Why nothing passes, if it does not.</param>
/// <param name="Question">What a person is to decide, if one is.</param>
internal readonly record struct Judgement<T>(T Value, string? BlockReason, string? Question)
{
    /// <summary>Asks one after the other, each about what the one before left; the first that blocks is the last that is asked.</summary>
    public static async ValueTask<Judgement<T>> OfAsync(
        RailPoint point, T value, AgentMiddleware[] chain, Func<AgentMiddleware, T, ValueTask<Verdict<T>>> judge, Action<AgentMiddleware, Verdict<T>> note)
    {
        string? question = null;
        foreach (var middleware in chain)
        {
            var verdict = await judge(middleware, value).ConfigureAwait(false);
            if (verdict.Action == RailAction.Ask && point != RailPoint.BeforeTool)
                throw new InvalidOperationException($"Middleware '{middleware.Name}' asks for a person at point '{point}'. A person can be asked about tool calls only; use {nameof(AgentMiddleware.BeforeTool)}.");
            if (verdict.Reason is not null)
                note(middleware, verdict);
            switch (verdict.Action)
            {
                case RailAction.Change:
                    value = verdict.Value!;
                    break;
                case RailAction.Block:
                    return new Judgement<T>(value, verdict.Reason, null);
                case RailAction.Ask:
                    question = question is null ? verdict.Reason : $"{question} {verdict.Reason}";
                    break;
            }
        }
        return new Judgement<T>(value, null, question);
    }
}
