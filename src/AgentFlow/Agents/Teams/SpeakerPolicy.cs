using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Decides who speaks next in a group chat. What it decides is journaled: a chat that is resumed does not ask again.</summary>
public sealed class SpeakerPolicy
{
    private readonly Func<GroupChat, TeamPrompts, CancellationToken, ValueTask<MemberChoice>> _choose;

    private SpeakerPolicy(Func<GroupChat, TeamPrompts, CancellationToken, ValueTask<MemberChoice>> choose) => _choose = choose;

    /// <summary>One after the other, in the order of the members.</summary>
    public static SpeakerPolicy RoundRobin { get; } = new((chat, _, _) => ValueTask.FromResult(new MemberChoice(AfterLast(chat))));

    /// <summary>A function says the name of the next speaker, or null to end the chat.</summary>
    /// <param name="choose">The function. A name that no member has is an <see cref="InvalidOperationException"/>, and the run fails.</param>
    public static SpeakerPolicy ByFunction(Func<GroupChat, CancellationToken, ValueTask<string?>> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return new(async (chat, _, cancellationToken) => new MemberChoice(await choose(chat, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>A model chooses the next speaker, or ends the chat. If it names nobody that there is, twice in a row, the next in turn speaks.</summary>
    /// <param name="model">The model. What it costs counts in the chat's run.</param>
    public static SpeakerPolicy ByModel(IChatClient model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(async (chat, prompts, cancellationToken) =>
        {
            var chooser = new MemberChooser(model, chat.Members, prompts);
            var question = prompts.ChatChoose.Format(("members", prompts.Lines(chat.Members)), ("transcript", Transcript(chat, prompts)), ("none", chooser.None));
            var choice = await chooser.ChooseAsync([.. chat.Conversation, RuntimeNote.Create(question)], cancellationToken).ConfigureAwait(false);
            return choice.IsValid ? choice : choice with { Name = AfterLast(chat) };
        });
    }

    /// <summary>What was said so far, a line for each turn.</summary>
    internal static string Transcript(GroupChat chat, TeamPrompts prompts) => chat.Turns.Count == 0 ? prompts.ChatNothing.Format()
        : string.Join('\n', chat.Turns.Where(t => t.Text.Length > 0).Select(t => prompts.ChatLine.Format(("member", t.Member), ("text", t.Text))));

    internal ValueTask<MemberChoice> ChooseAsync(GroupChat chat, TeamPrompts prompts, CancellationToken cancellationToken) => _choose(chat, prompts, cancellationToken);

    private static string AfterLast(GroupChat chat)
    {
        var names = chat.Members.Select(m => m.Name).ToList();
        return names[chat.Turns.Count == 0 ? 0 : (names.IndexOf(chat.Turns[^1].Member) + 1) % names.Count];
    }
}
