namespace AgentFlow.Agents.Teams;

/// <summary>One member speaks after the other, each seeing what was said, until nothing is missing.</summary>
internal sealed class GroupChatStrategy(IReadOnlyList<TeamMember> members, GroupChatOptions options) : TeamStrategy(options.Prompts)
{
    private readonly SpeakerPolicy _policy = options.Policy;
    private readonly Func<GroupChat, bool>? _endsWhen = options.EndsWhen;
    private readonly Func<GroupChat, string>? _answer = options.Answer;
    private readonly int _maxTurns = options.MaxTurns;

    protected override async ValueTask<TeamMove> DecideAsync(TeamView view, CancellationToken cancellationToken)
    {
        var chat = new GroupChat
        {
            Members = members,
            Conversation = view.Conversation,
            Turns = [.. view.Rounds.Select(r => new GroupChatTurn(r[0].Member, r[0].HasFailed ? string.Empty : r[0].Text))],
        };
        if (view.IsLast || chat.Turns.Count >= _maxTurns || (chat.Turns.Count > 0 && _endsWhen?.Invoke(chat) is true))
            return End(view, chat);
        var next = await _policy.ChooseAsync(chat, Prompts, cancellationToken).ConfigureAwait(false);
        if (next.Name is not { } name)
            return End(view, chat) with { Choice = next };
        if (!members.Any(m => m.Name == name))
            throw new InvalidOperationException($"The speaker policy named '{name}', who is no member of the chat. Members: {string.Join(", ", members.Select(m => m.Name))}.");
        var note = Prompts.ChatTurn.Format(("member", name), ("members", Prompts.Lines(members)), ("transcript", SpeakerPolicy.Transcript(chat, Prompts)));
        return TeamMove.Ask((name, note)) with { Choice = next };
    }

    private TeamMove End(TeamView view, GroupChat chat)
    {
        if (view.LastAnswer is null)
            return view.Rounds.Count > 0 ? Failed(view.Rounds[^1][0]) : AnswerWithLast(view);
        return _answer is null ? AnswerWithLast(view) : TeamMove.Answer(_answer(chat));
    }
}
