namespace AgentFlow.Agents.Teams;

/// <summary>What a group chat is made of.</summary>
public sealed class GroupChatOptions : TeamOptions
{
    /// <summary>Who speaks next.</summary>
    /// <value><see cref="SpeakerPolicy.RoundRobin"/>.</value>
    public SpeakerPolicy Policy { get; set; } = SpeakerPolicy.RoundRobin;

    /// <summary>Whether the chat is over; asked after each turn. Null: only the policy and <see cref="MaxTurns"/> end it.</summary>
    /// <value>Null.</value>
    public Func<GroupChat, bool>? EndsWhen { get; set; }

    /// <summary>What of a chat that is over is its answer. Null: the last thing said.</summary>
    /// <value>Null.</value>
    public Func<GroupChat, string>? Answer { get; set; }

    /// <summary>How many turns there are at most. From 1.</summary>
    /// <value>10.</value>
    public int MaxTurns { get; set; } = 10;
}
