using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>A team's run as its strategy sees it: what was said before, and what members have answered since the user spoke last.</summary>
internal sealed record TeamView
{
    /// <summary>The session and, at the end, what the user has said.</summary>
    public required IReadOnlyList<ChatMessage> Conversation { get; init; }

    /// <summary>The answers of members, those that were asked at the same time together.</summary>
    public required IReadOnlyList<IReadOnlyList<MemberAnswer>> Rounds { get; init; }

    /// <summary>Whether a limit was reached, so that the team must answer with what it has.</summary>
    public required bool IsLast { get; init; }

    /// <summary>The newest answer of a member that is one; null when there is none.</summary>
    public MemberAnswer? LastAnswer => Rounds.SelectMany(r => r).LastOrDefault(a => !a.HasFailed);

    public static TeamView Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var all = messages.ToList();
        var asked = all.FindLastIndex(m => m.Role == ChatRole.User && !RuntimeNote.Is(m));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        List<IReadOnlyList<MemberAnswer>> rounds = [];
        foreach (var message in all.Skip(asked + 1))
        {
            foreach (var call in message.Contents.OfType<FunctionCallContent>())
                names[call.CallId] = call.Name;
            var answers = message.Contents.OfType<FunctionResultContent>().Select(r => new MemberAnswer(names[r.CallId], r.Result?.ToString() ?? string.Empty, r.Exception is not null)).ToList();
            if (answers.Count > 0)
                rounds.Add(answers);
        }
        return new TeamView { Conversation = all.GetRange(0, asked + 1), Rounds = rounds, IsLast = options?.ToolMode is NoneChatToolMode };
    }
}
