using System.Runtime.CompilerServices;
using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Replaying;

/// <summary>A model that says again what it said in a run, in that order.</summary>
internal sealed class RecordedModel : IChatClient
{
    private readonly Queue<RunEvent> _events;
    private readonly ReplayClock _clock;
    private RailApplied? _blocked;

    /// <param name="events">The events to replay.</param>
    /// <param name="clock">Is set to when an answer was given.</param>
    public RecordedModel(IEnumerable<RunEvent> events, ReplayClock clock)
    {
        // How a request ended: with an answer, refused as too long, cut off by the budget of time, or stopped by a rail before it or behind it.
        _events = new Queue<RunEvent>(events.Where(e => e is ModelResponded or ContextCompacted or WrapUpStarted { Reason: RunOutcome.TimeBudget }
            or RailApplied { Action: RailAction.Block, Point: RailPoint.BeforeModel or RailPoint.AfterModel or RailPoint.Message }));
        _clock = clock;
    }

    public int Answers { get; private set; }

    /// <summary>Rails that stop the run where rails stopped it; none if none did.</summary>
    public IReadOnlyList<AgentMiddleware> Rails => !_events.Any(e => e is RailApplied) ? [] :
    [
        new AgentMiddleware { Name = "recorded before", BeforeModel = (_, _) => new(Block() is { } reason ? Verdict.Block(reason) : Verdict.Pass) },
        new AgentMiddleware { Name = "recorded after", AfterModel = (_, _) => new(_blocked?.Reason is { } reason ? Verdict.Block(reason) : Verdict.Pass) },
    ];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (_events.TryPeek(out var rail) && rail is RailApplied)
            _blocked = (RailApplied)_events.Dequeue();
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

    private string? Block() => _events.TryPeek(out var e) && e is RailApplied { Point: RailPoint.BeforeModel, Reason: var reason } ? reason : null;

    private static List<AIContent> Contents(ModelResponded answer) => answer.Usage is null ? [.. answer.Message.Contents] : [.. answer.Message.Contents, new UsageContent(answer.Usage)];
}
