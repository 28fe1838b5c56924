namespace AgentFlow.Agents.Teams;

/// <summary>All members answer at the same time, see each other's answers and answer again; then a judge or the majority decides.</summary>
internal sealed class DebateStrategy(IReadOnlyList<TeamMember> members, string? judge, int rounds, Func<string, string> normalize, TeamPrompts prompts) : TeamStrategy(prompts)
{
    protected override ValueTask<TeamMove> DecideAsync(TeamView view, CancellationToken cancellationToken) => ValueTask.FromResult(Decide(view));

    private TeamMove Decide(TeamView view)
    {
        if (view.Rounds.Count == 0)
            return view.IsLast ? TeamMove.Answer(string.Empty) : TeamMove.Ask(members.Select(m => (m.Name, (string?)null)));
        var last = view.Rounds[^1];
        if (last[0].Member == judge && !last[0].HasFailed)
            return TeamMove.Answer(last[0].Text, judge);
        // Who failed in a round is counted with what it said before.
        var answers = members.Select(m => view.Rounds.SelectMany(r => r).LastOrDefault(a => a.Member == m.Name && !a.HasFailed)).Where(a => a.Member is not null).ToList();
        if (answers.Count == 0)
            return Failed(last[0]);
        var groups = answers.GroupBy(a => normalize(a.Text), StringComparer.Ordinal).ToList();
        // Groups come in the order of their first members and the sort is stable, so of several largest ones the first is that of the first member.
        var winner = groups.OrderByDescending(g => g.Count()).First().First();
        if (view.IsLast || groups.Count == 1 || last[0].Member == judge)
            return TeamMove.Answer(winner.Text, winner.Member);
        if (view.Rounds.Count <= rounds)
            return TeamMove.Ask(members.Select(m => (m.Name, (string?)Prompts.DebateRound.Format(("answers", Lines(answers.Where(a => a.Member != m.Name)))))));
        return judge is null ? TeamMove.Answer(winner.Text, winner.Member) : TeamMove.Ask((judge, Prompts.DebateJudge.Format(("answers", Lines(answers)))));
    }

    private string Lines(IEnumerable<MemberAnswer> answers) => string.Join("\n\n", answers.Select(a => Prompts.DebateAnswer.Format(("member", a.Member), ("answer", a.Text))));
}
