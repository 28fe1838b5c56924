using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>What an agent is asked, when one line of text is not enough.</summary>
public sealed class RunRequest
{
    /// <summary>The new messages, in order; most often one from the user. Not empty.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>
    /// The session whose history the model sees and which gets the new messages; null for none. Runs of one session take turns, in the order in which they were asked for. A tool must not wait for
    /// another run in the session of its own: that one waits for it.
    /// </summary>
    public string? SessionId { get; init; }

    /// <summary>The user on whose behalf the run acts, as the host knows them; policies and tools go by it, the model is not told. Null: not said.</summary>
    public string? User { get; init; }

    /// <summary>The tenant to which the user belongs; what tools keep for one tenant another does not see. Null: there is one only.</summary>
    public string? Tenant { get; init; }

    /// <summary>The id of the run, to be given when a caller that repeats itself must not start it twice; null for a new one.</summary>
    public string? RunId { get; init; }

    /// <summary>
    /// A JSON Schema of an object that the answer must match; it is sent to the model, and an answer that does not match goes back with the errors.
    /// Null for a free text. <see cref="Output.JsonOutputParser{T}.Schema"/> has that of a type.
    /// </summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>The run that this one is a part of; null for none.</summary>
    internal string? ParentRunId { get; init; }

    /// <summary>How many of the session's messages the run sees; null for all that are there when it begins.</summary>
    internal long? SessionVersion { get; init; }

    /// <summary>One line of text from the user.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sessionId">The session, or null.</param>
    public static RunRequest FromText(string text, string? sessionId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new RunRequest { Messages = [new ChatMessage(ChatRole.User, text)], SessionId = sessionId };
    }
}
