using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>How far drafts and verdicts have come: the fold of the run's turns.</summary>
internal sealed class ReflectionState
{
    public const string Writer = "reflection-writer";
    public const string Critic = "reflection-critic";

    /// <param name="turns">What the run has said.</param>
    /// <param name="question">Reads verdicts.</param>
    public ReflectionState(IReadOnlyList<ChatMessage> turns, StrategyQuestion<ReflectionVerdict> question)
    {
        foreach (var turn in turns)
        {
            if (turn.AuthorName == Critic)
            {
                Tries.Add(StrategyTalk.TextOf(turn));
                Verdict = question.Read(Tries);
            }
            else if (turn.Role == ChatRole.Tool || turn.Contents.Any(c => c is FunctionCallContent))
            {
                Work.Add(turn);
            }
            else
            {
                (Previous, Draft) = (Draft, StrategyTalk.TextOf(turn));
                Drafts++;
                Work.Clear();
                Tries.Clear();
                Verdict = question.Read(Tries);
            }
        }
    }

    /// <summary>The newest draft; null before the first.</summary>
    public string? Draft { get; private set; }

    /// <summary>The draft before it.</summary>
    public string? Previous { get; private set; }

    public int Drafts { get; private set; }

    /// <summary>The verdict on the newest draft.</summary>
    public StrategyReading<ReflectionVerdict> Verdict { get; private set; } = new(null, [], IsGivenUp: false);

    /// <summary>The critic's tries at that verdict.</summary>
    public List<string> Tries { get; } = [];

    /// <summary>Calls and results on the way to the next draft.</summary>
    public List<ChatMessage> Work { get; } = [];

    /// <summary>Whether the newest draft is the answer.</summary>
    /// <param name="maxRevisions">How often a draft may be revised.</param>
    public bool IsDone(int maxRevisions) => Draft is not null && Work.Count == 0
        && (Drafts > maxRevisions || Verdict is { Value.Accepted: true } or { IsGivenUp: true } || string.Equals(Draft.Trim(), Previous?.Trim(), StringComparison.Ordinal));
}
