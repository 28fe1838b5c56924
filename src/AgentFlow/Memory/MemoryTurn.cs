using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>What a memory is given before a call of the model.</summary>
public sealed class MemoryTurn
{
    /// <summary>
    /// The session's history, or the end of it that <see cref="ConversationMemory.TailAsync"/> asked for (<see cref="MessageLog.FirstIndex"/> says
    /// where it begins), and behind it what the run has said so far.
    /// </summary>
    public required MessageLog Messages { get; init; }

    /// <summary>
    /// How many of <see cref="Messages"/> are history, and so have a lasting place in the session. Those behind it are the run's own: they get
    /// their place when the run ends, behind whatever other runs have said meanwhile.
    /// </summary>
    /// <value>0.</value>
    public int HistoryCount { get; init; }

    /// <summary>The session, under which a memory keeps what it derives from it.</summary>
    /// <value>Null: there is none, and nothing is kept beyond the memory's own lifetime.</value>
    public string? SessionId { get; init; }

    /// <summary>The options of the call: instructions and tools take room in the context as messages do.</summary>
    /// <value>Null, for a call with neither.</value>
    public ChatOptions? Options { get; init; }

    /// <summary>Whether a memory shows only what it has derived so far, asks no model and keeps nothing.</summary>
    /// <value>False.</value>
    public bool IsReadOnly { get; init; }
}
