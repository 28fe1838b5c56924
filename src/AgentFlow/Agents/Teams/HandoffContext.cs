using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>What goes along with a handoff. It holds for as long as the member has control, so that nothing comes back with the user's next message.</summary>
public sealed class HandoffContext
{
    private readonly Func<Handoff, TeamPrompts, IReadOnlyList<ChatMessage>>? _choose;

    private HandoffContext(Func<Handoff, TeamPrompts, IReadOnlyList<ChatMessage>>? choose) => _choose = choose;

    /// <summary>Everything that the user and the members before have said, and a note that says who handed over and why.</summary>
    public static HandoffContext WholeConversation { get; } = new(null);

    /// <summary>The summary that the one who hands over writes, and what is said from the user's newest message on.</summary>
    public static HandoffContext Summary { get; } = new(static (handoff, prompts) => [TakeOver(handoff, prompts), .. handoff.Conversation.Skip(handoff.Since)]);

    /// <summary>The messages that a function chooses or makes.</summary>
    /// <param name="choose">The function; called for each message of the user while the member has control. Not empty, and best ending with what the user has said.</param>
    public static HandoffContext Chosen(Func<Handoff, IReadOnlyList<ChatMessage>> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return new((handoff, _) => choose(handoff));
    }

    internal bool IsWhole => _choose is null;

    internal IReadOnlyList<ChatMessage> Choose(Handoff handoff, TeamPrompts prompts) => _choose!(handoff, prompts);

    internal static ChatMessage TakeOver(Handoff handoff, TeamPrompts prompts) =>
        RuntimeNote.Create(prompts.TakeOver.Format(("from", handoff.From), ("reason", handoff.Reason), ("summary", handoff.Summary)));
}
