using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Which end of a session to load, so that a long session costs no more than its part that is looked at. System messages before that end are
/// loaded too, as <see cref="MessageLog.Pinned"/>.</summary>
public sealed class SessionTail
{
    /// <summary>The version of the session to read up to: messages from this index on are left out. From 0.</summary>
    /// <value>Null, for the newest.</value>
    public long? Before { get; init; }

    /// <summary>
    /// The index of the oldest message that is needed whatever <see cref="NeedsEarlier"/> says. From an index behind the end on, everything is
    /// needed: who asks for it knows another session of that name.
    /// </summary>
    /// <value>Null: none.</value>
    public long? From { get; init; }

    /// <summary>
    /// Called with each message, from the newest to the oldest; false when nothing before that message is needed. A store may
    /// load some more than was asked for. The function serves one loading and may count.
    /// </summary>
    public required Func<ChatMessage, bool> NeedsEarlier { get; init; }

    /// <summary>The same end of the session as it was at an earlier version.</summary>
    /// <param name="before">The version to read up to.</param>
    public SessionTail EndingAt(long before) => new() { Before = before, From = From, NeedsEarlier = NeedsEarlier };
}
