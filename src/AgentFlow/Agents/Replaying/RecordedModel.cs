using System.Runtime.CompilerServices;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Replaying;

/// <summary>A model that says again what it said in a run, in that order.</summary>
internal sealed class RecordedModel : IChatClient
{
    private readonly Queue<RunEvent> _events;
    private readonly ReplayClock _clock;

    /// <param name="events">The events to replay.</param>
    /// <param name="clock">Is set to when an answer was given.</param>
    public RecordedModel(IEnumerable<RunEvent> events, ReplayClock clock)
    {
        // How a request ended: with an answer, refused as too long, or cut off by the budget of time.
        _events = new Queue<RunEvent>(events.Where(e => e is ModelResponded or ContextCompacted or WrapUpStarted { Reason: RunOutcome.TimeBudget }));
        _clock = clock;
    }

    public int Answers { get; private set; }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!_events.TryDequeue(out var recorded))
            throw new ReplayEndException("The run has no further answer of the model.");
        _clock.Set(recorded.At);
        switch (recorded)
        {
            case ModelResponded answer:
                Answers++;
                yield return new ChatResponseUpdate(ChatRole.Assistant, Contents(answer))
                {
                    ModelId = answer.ModelId,
                    FinishReason = answer.FinishReason,
                    MessageId = answer.Message.MessageId,
                    AuthorName = answer.Message.AuthorName,
                };
                break;
            case ContextCompacted refusal:
                throw new RecordedTooLongException(refusal.Reason);
            default:
                _clock.Expire();
                cancellationToken.ThrowIfCancellationRequested();
                throw new ReplayEndException("The budget of time ended here, and the agent has none now.");
        }
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static List<AIContent> Contents(ModelResponded answer) => answer.Usage is null ? [.. answer.Message.Contents] : [.. answer.Message.Contents, new UsageContent(answer.Usage)];
}
