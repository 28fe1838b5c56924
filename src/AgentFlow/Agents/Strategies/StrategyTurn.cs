using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>What a client between an agent and its model can say of a turn, so that the agent's loop carries a strategy of several turns.</summary>
public static class StrategyTurn
{
    /// <summary>
    /// The turn is journaled and no answer: the client is called again with it at the end of the conversation. It counts as a turn against
    /// <see cref="RunLimits.MaxIterations"/> and does not become part of the session. It says nothing to the user, so its words are <see cref="TextReasoningContent"/>.
    /// A turn with calls of tools needs no such mark.
    /// </summary>
    public static ChatFinishReason Unfinished { get; } = new("unfinished");

    /// <summary>The turn is the end, and no answer: it tells the user why there is none. The run ends as <see cref="Runs.RunOutcome.InvalidOutput"/>.</summary>
    public static ChatFinishReason GivenUp { get; } = new("given_up");
}
