using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>How far a plan of calls has come: the fold of the run's turns.</summary>
internal sealed class ReWooState
{
    public const string Planner = "rewoo-planner";
    public const string Worker = "rewoo-worker";

    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);

    /// <param name="turns">What the run has said.</param>
    public ReWooState(IReadOnlyList<ChatMessage> turns)
    {
        Tries = [.. turns.Where(t => t.AuthorName == Planner).Select(StrategyTalk.TextOf)];
        foreach (var result in turns.SelectMany(t => t.Contents).OfType<FunctionResultContent>())
            (result.Exception is null ? _found : _failed)[result.CallId] = result.Result?.ToString() ?? string.Empty;
    }

    /// <summary>The planner's tries.</summary>
    public IReadOnlyList<string> Tries { get; }

    /// <summary>What was found, by step.</summary>
    public IReadOnlyDictionary<string, string> Found => _found;

    /// <summary>Why nothing was found, by step.</summary>
    public IReadOnlyDictionary<string, string> Failed => _failed;

    /// <summary>The steps that can be done now: those that are not done, and all that they use is found.</summary>
    public IReadOnlyList<ReWooStep> Ready(ReWooPlan plan) =>
        [.. plan.Steps.Where(s => !_found.ContainsKey(s.Id) && !_failed.ContainsKey(s.Id) && ReWooVariables.UsedBy(s).All(_found.ContainsKey))];
}
