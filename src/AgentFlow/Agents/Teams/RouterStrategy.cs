using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>A model chooses the member that answers.</summary>
internal sealed class RouterStrategy(IChatClient model, IReadOnlyList<TeamMember> members, string otherwise, TeamPrompts prompts) : TeamStrategy(prompts)
{
    private readonly MemberChooser _chooser = new(model, members, prompts);

    protected override async ValueTask<TeamMove> DecideAsync(TeamView view, CancellationToken cancellationToken)
    {
        if (view.Rounds.Count == 0)
            return view.IsLast ? AnswerWithLast(view) : await ChooseAsync(view, cancellationToken).ConfigureAwait(false);
        var answer = view.Rounds[^1][0];
        if (!answer.HasFailed)
            return TeamMove.Answer(answer.Text, answer.Member);
        return view.IsLast || view.Rounds.Any(r => r[0].Member == otherwise) ? Failed(answer) : TeamMove.Ask((otherwise, null));
    }

    private async Task<TeamMove> ChooseAsync(TeamView view, CancellationToken cancellationToken)
    {
        var question = Prompts.Choose.Format(("members", Prompts.Lines(members)), ("none", _chooser.None));
        var choice = await _chooser.ChooseAsync([.. view.Conversation, RuntimeNote.Create(question)], cancellationToken).ConfigureAwait(false);
        return TeamMove.Ask((choice.Name ?? otherwise, null)) with { Choice = choice };
    }
}
