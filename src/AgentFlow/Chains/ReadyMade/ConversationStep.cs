using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.ReadyMade;

/// <summary>One exchange of a session: loads what the memory asks for, shows the model what it chooses, and appends what was said.</summary>
internal sealed class ConversationStep(IChatClient model, ISessionStore sessions, ConversationMemory memory, ChatOptions? options) : Chain<RunRequest, string>("conversation")
{
    protected internal override async ValueTask<string> InvokeCoreAsync(RunRequest input, ChainContext context, CancellationToken cancellationToken)
    {
        var (view, version) = await PrepareAsync(input, cancellationToken).ConfigureAwait(false);
        var response = await context.Watch(model).GetResponseAsync(view, options?.Clone(), cancellationToken).ConfigureAwait(false);
        return await KeepAsync(input, version, view, response, cancellationToken).ConfigureAwait(false);
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<string>> StreamCoreAsync(RunRequest input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (view, version) = await PrepareAsync(input, cancellationToken).ConfigureAwait(false);
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in context.Watch(model).GetStreamingResponseAsync(view, options?.Clone(), cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
            yield return new ChainUpdate<string> { TextDelta = update.Text is { Length: > 0 } text ? text : null, ModelUpdate = update };
        }
        yield return ChainUpdate.Final(await KeepAsync(input, version, view, updates.ToChatResponse(), cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<(IReadOnlyList<ChatMessage> View, long Version)> PrepareAsync(RunRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.OutputSchema is not null)
            throw new ArgumentException("A conversation gives text and does not heed the request's OutputSchema. Leave it out, or let an agent answer.", nameof(input));
        var history = MessageLog.Create();
        long version = 0;
        if (input.SessionId is { } sessionId)
        {
            var tail = await memory.TailAsync(sessionId, cancellationToken).ConfigureAwait(false);
            var session = tail is null
                ? await sessions.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false)
                : await sessions.LoadTailAsync(sessionId, tail, cancellationToken).ConfigureAwait(false);
            (history, version) = (session.Messages, session.Version);
        }
        var turn = new MemoryTurn { Messages = history.AddRange(input.Messages), HistoryCount = history.Count, SessionId = input.SessionId, Options = options };
        return (await memory.ViewAsync(turn, cancellationToken).ConfigureAwait(false), version);
    }

    /// <summary>Appends behind whatever others have said meanwhile.</summary>
    private async ValueTask<string> KeepAsync(RunRequest input, long version, IReadOnlyList<ChatMessage> view, ChatResponse response, CancellationToken cancellationToken)
    {
        if (response.Usage is { } usage)
            memory.Learn(view, options, usage);
        if (input.SessionId is not { } sessionId)
            return response.Text;
        IReadOnlyList<ChatMessage> said = [.. input.Messages, .. response.Messages];
        while (true)
        {
            try
            {
                await sessions.AppendAsync(new SessionAppend { SessionId = sessionId, ExpectedVersion = version, Messages = said, RunId = input.RunId }, cancellationToken).ConfigureAwait(false);
                return response.Text;
            }
            catch (SessionConflictException conflict)
            {
                version = conflict.ActualVersion;
            }
        }
    }
}
