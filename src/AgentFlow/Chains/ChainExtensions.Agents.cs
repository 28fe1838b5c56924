using AgentFlow.Agents;
using AgentFlow.Chains.Steps;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>
    /// An agent as a chain from a question to the result of its run. The run is one of its own, in the agent's journal. Streamed, it shows
    /// what the model says, also between its calls of tools; the answer is the result's.
    /// </summary>
    /// <param name="agent">The agent.</param>
    public static Chain<string, RunResult> AsChain(this Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new AgentChain<string>(agent, static text => RunRequest.FromText(text));
    }

    /// <summary>This chain, and behind it an agent that answers its text.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="agent">The agent.</param>
    public static Chain<TIn, RunResult> Then<TIn>(this Chain<TIn, string> first, Agent agent) => first.Then(agent.AsChain());

    /// <summary>This chain, and behind it an agent that answers its request, for example in a session.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="agent">The agent.</param>
    public static Chain<TIn, RunResult> Then<TIn>(this Chain<TIn, RunRequest> first, Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return first.Then(new AgentChain<RunRequest>(agent, static request => request));
    }

    /// <summary>This chain, and behind it an agent that answers its messages.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="agent">The agent.</param>
    public static Chain<TIn, RunResult> Then<TIn>(this Chain<TIn, IReadOnlyList<ChatMessage>> first, Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return first.Then(new AgentChain<IReadOnlyList<ChatMessage>>(agent, static messages => new RunRequest { Messages = messages }));
    }

    /// <summary>This chain, and the answer of the run that it gives. A run that waits for a person's decision has none, which is an error.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    public static Chain<TIn, string> AsText<TIn>(this Chain<TIn, RunResult> first) => first.Then(new TextChain<RunResult>(static result =>
        result.Status == RunStatus.Completed
            ? result.Text
            : throw new InvalidOperationException($"Run '{result.RunId}' waits for a decision about {string.Join(", ", result.Pending.Select(p => p.Tool))} and has no answer. Decide and resume it with the agent; to handle it in the chain, take the run's result rather than its text.")));

    extension<TIn>(Chain<TIn, string>)
    {
        /// <summary>The chain, and behind it an agent that answers its text.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="agent">The agent.</param>
        public static Chain<TIn, RunResult> operator |(Chain<TIn, string> first, Agent agent) => first.Then(agent);
    }
}
