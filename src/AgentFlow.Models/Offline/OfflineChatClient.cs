using System.Runtime.CompilerServices;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>
/// A deterministic model without a neural network, key or connection: it matches the words of a question with the tools at hand, calls
/// them with arguments found in the text, and puts their results into sentences. What it cannot do so, it says that it does not know.
/// </summary>
/// <remarks>
/// Made for examples, tests and development; see <c>docs/offline-model.md</c> for how it decides and how often it is right.
/// Safe to use from several threads at once.
/// </remarks>
public sealed class OfflineChatClient : IChatClient
{
    private const string ModelName = "agentflow-offline";

    private readonly ChatClientMetadata _metadata = new("agentflow", defaultModelId: ModelName);
    private readonly ConditionalWeakTable<AIFunctionDeclaration, ToolDescriptor> _descriptors = [];
    private readonly TimeProvider _time;

    /// <summary>Creates a model that reads "today" and "tomorrow" from the system clock.</summary>
    public OfflineChatClient()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Creates a model whose "today" comes from <paramref name="timeProvider"/>, its only input beside the messages.</summary>
    /// <param name="timeProvider">The clock for relative dates.</param>
    public OfflineChatClient(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _time = timeProvider;
    }

    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages as IReadOnlyList<ChatMessage> ?? [.. messages], options, cancellationToken);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the model holds no resources.</summary>
    public void Dispose()
    {
    }

    // The answer is complete at once; it is streamed so that a caller sees what it would see of any other model.
    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var turn = Turn.Read(messages, options, _time.GetLocalNow());
        var reply = Responder.Respond(turn, new ToolIndex(Tools(options)));
        var id = CallIds.For(messages);
        foreach (var chunk in WordChunks.Split(reply.Text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Update(id, [new TextContent(chunk)]);
        }
        foreach (var (call, index) in reply.Calls.Select((call, index) => (call, index)))
            yield return Update(id, [CallIds.Write(id, index, call)]);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(TokenEstimate.Count(messages, options, reply))])
        {
            MessageId = id,
            ModelId = ModelName,
            FinishReason = reply.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
    }

    private static ChatResponseUpdate Update(string id, IList<AIContent> contents) =>
        new(ChatRole.Assistant, contents) { MessageId = id, ModelId = ModelName };

    private List<ToolDescriptor> Tools(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode)
            return [];
        var only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        return tools.OfType<AIFunctionDeclaration>()
            .Where(t => only is null || t.Name == only)
            .Select(t => _descriptors.GetValue(t, SchemaReader.Read))
            .ToList();
    }
}
