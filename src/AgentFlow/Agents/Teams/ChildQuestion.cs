using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>What an agent is asked when it is called as a tool.</summary>
/// <param name="Messages">The messages of its run.</param>
/// <param name="SharesSession">Whether it sees the session of its caller in front of them, as far as the caller does. It never writes to it.</param>
internal sealed record ChildQuestion(IReadOnlyList<ChatMessage> Messages, bool SharesSession = false);
