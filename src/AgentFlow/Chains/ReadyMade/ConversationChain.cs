using AgentFlow.Agents;
using AgentFlow.Chains.ReadyMade;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes what LangChain calls a ConversationChain: a model that remembers what was said in a session. It has no tools; what needs some is an
/// <see cref="Agent"/>, which takes the same sessions and memories.
/// </summary>
public static class ConversationChain
{
    /// <summary>The answer to a message in a session. Streamed, it shows as it comes; both are in the session when it is whole, and neither when it fails.</summary>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="sessions">Where sessions are kept; null for memory of the process. A request without a session is remembered nowhere.</param>
    /// <param name="memory">What of the session the model sees; null for all of it.</param>
    /// <param name="options">What every call asks of the model, such as its instructions; copied. Null: the client's defaults.</param>
    /// <returns>A chain that takes <c>RunRequest.FromText("Hello", "session-1")</c>. Messages to one session that overlap see the session as it was when each began.</returns>
    public static Chain<RunRequest, string> Create(IChatClient model, ISessionStore? sessions = null, ConversationMemory? memory = null, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ConversationStep(model, sessions ?? new InMemorySessionStore(), memory ?? new ConversationBufferMemory(), options?.Clone());
    }
}
