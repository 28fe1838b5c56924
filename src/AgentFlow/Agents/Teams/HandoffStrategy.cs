using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>The member in control answers, or hands the conversation over to another that goes on with it. Who is in control stands with the answers in the session.</summary>
internal sealed class HandoffStrategy(IReadOnlyList<TeamMember> members, int maxHandoffs, TeamPrompts prompts) : TeamStrategy(prompts)
{
    /// <summary>The argument of a member's call that says that it must answer.</summary>
    public const string Final = "final";

    /// <summary>The argument that says that it has taken over just now.</summary>
    public const string Now = "now";

    protected override ValueTask<TeamMove> DecideAsync(TeamView view, CancellationToken cancellationToken) => ValueTask.FromResult(Decide(view));

    private TeamMove Decide(TeamView view)
    {
        var before = view.Conversation.LastOrDefault(m => m.Role == ChatRole.Assistant && IsMember(m.AuthorName));
        var control = before?.AuthorName ?? members[0].Name;
        var record = before is null ? null : HandoffRecord.Of(before);
        var handoffs = 0;
        foreach (var answer in view.Rounds.Select(r => r[0]))
        {
            if (answer.HasFailed)
                return Failed(answer) with { Author = control, Kept = record?.ToProperties() };
            using var json = JsonDocument.Parse(answer.Text);
            if (json.RootElement.TryGetProperty("answer", out var text))
                return TeamMove.Answer(text.GetString()!, control) with { Kept = record?.ToProperties() };
            record = new HandoffRecord(answer.Member, Text(json, "reason"), Text(json, "summary"), view.Conversation.Count - 1);
            control = Text(json, "to");
            handoffs++;
        }
        if (view.IsLast)
            return TeamMove.Answer(string.Empty, control) with { Kept = record?.ToProperties() };
        return TeamMove.Ask(control, [.. record?.ToArguments() ?? [], (Now, handoffs > 0 ? "yes" : null), (Final, handoffs >= maxHandoffs ? "yes" : null)]);
    }

    private bool IsMember(string? name) => members.Any(m => m.Name == name);

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;
}
