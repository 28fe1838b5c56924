using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>
/// Stands where an agent has its model, and says by code whom of the team to ask next. So a team is an agent like any other: its loop journals, resumes, limits and streams, and members are its
/// tools. What a strategy says depends on nothing but what was said before, and what it asked somebody else is journaled with it.
/// </summary>
internal abstract class TeamStrategy(TeamPrompts prompts) : IChatClient
{
    protected TeamPrompts Prompts => prompts;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var move = await DecideAsync(TeamView.Of(messages, options), cancellationToken).ConfigureAwait(false);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. move.ToContents()]) { AuthorName = move.Author, ModelId = move.Choice.ModelId, AdditionalProperties = move.Kept };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    /// <summary>What the team does next.</summary>
    protected abstract ValueTask<TeamMove> DecideAsync(TeamView view, CancellationToken cancellationToken);

    /// <summary>The newest answer of a member, as that of the team; empty when there is none, which the loop knows how to tell the user.</summary>
    protected static TeamMove AnswerWithLast(TeamView view) => view.LastAnswer is { } last ? TeamMove.Answer(last.Text, last.Member) : TeamMove.Answer(string.Empty);

    protected TeamMove Failed(MemberAnswer answer) => TeamMove.Answer(Prompts.MemberFailed.Format(("member", answer.Member), ("error", answer.Text)));
}
