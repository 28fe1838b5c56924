using System.Runtime.CompilerServices;
using AgentFlow.Agents.Middleware;
using AgentFlow.Agents.Strategies;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>One call of the model: what it is shown, what it streams, and what is made of that.</summary>
internal sealed class ModelTurn(AgentDefinition agent, RunWriter writer, ToolTurn tools, MiddlewareTurn middleware)
{
    private readonly bool _isStrategy = agent.Client.GetService(typeof(StrategyChatClient)) is not null;
    private ChatOptions? _options;

    /// <summary>Asks the model and stages its answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CallAsync(CancellationToken cancellationToken)
    {
        await writer.FlushAsync().ConfigureAwait(false);
        var state = writer.State;
        var isLast = state.WrapUp is not null;
        var options = Options(state, isLast);
        if (await middleware.BeforeModelAsync(await ViewAsync(state, options, cancellationToken).ConfigureAwait(false), options, cancellationToken).ConfigureAwait(false) is not { } messages)
            return;
        var began = agent.Time.GetTimestamp();
        ResponseBuilder response;
        try
        {
            response = await StreamAsync(messages, options, isLast, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IContextTooLong && !_isStrategy && MessageGroups.CanShrink(messages))
        {
            messages = await CompactAsync(messages, error).ConfigureAwait(false);
            response = await StreamAsync(messages, options, isLast, cancellationToken).ConfigureAwait(false);
        }
        // What a strategy asked of the model is not what the memory showed.
        if (agent.Memory is ConversationMemory memory && !_isStrategy && response.Usage is { } usage)
            memory.Learn(messages, options, usage);
        var message = response.Build(withCalls: !isLast);
        if (agent.Middleware.JudgesAnswers)
            message = await middleware.AfterModelAsync(message, response.Usage, cancellationToken).ConfigureAwait(false);
        if (writer.HasListener && agent.Middleware.HoldsText && message.Text is { Length: > 0 } text)
            writer.Show(new TextDelta { At = agent.Time.GetUtcNow(), Text = text });
        writer.Stage(new ModelResponded
        {
            At = agent.Time.GetUtcNow(),
            Message = message,
            Usage = response.Usage,
            ModelId = response.ModelId,
            FinishReason = response.FinishReason,
            Duration = agent.Time.GetElapsedTime(began),
        });
    }

    /// <summary>What the model sees: what the memory chooses, and no more than the model was able to take before.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(RunState state, ChatOptions options, CancellationToken cancellationToken)
    {
        if (_isStrategy && agent.Memory is not null)
        {
            // A strategy reads where it stands from what the run has said, so the memory chooses only among what was before.
            var asked = state.HistoryCount + state.Start.Input.Count;
            return [.. await ChooseAsync(state, state.Messages.Take(asked), options, cancellationToken).ConfigureAwait(false), .. state.Messages.Skip(asked)];
        }
        var view = await ChooseAsync(state, state.Messages, options, cancellationToken).ConfigureAwait(false);
        return state.MaxShown is { } most ? MessageGroups.Newest(view, most) : view;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<IReadOnlyList<ChatMessage>> ChooseAsync(RunState state, MessageLog messages, ChatOptions options, CancellationToken cancellationToken)
    {
        switch (agent.Memory)
        {
            case null:
                return messages;
            case ConversationMemory memory:
                var turn = new MemoryTurn { Messages = messages, HistoryCount = state.HistoryCount, SessionId = state.Start.SessionId, Options = options };
                return await memory.ViewAsync(turn, cancellationToken).ConfigureAwait(false);
            case var reducer:
                var reduced = await reducer.ReduceAsync(messages, cancellationToken).ConfigureAwait(false);
                return reduced as IReadOnlyList<ChatMessage> ?? [.. reduced];
        }
    }

    /// <summary>Half of the view, and a record that it is no more; the tools that the refused answer may have started are none, for it had no content.</summary>
    private async ValueTask<IReadOnlyList<ChatMessage>> CompactAsync(IReadOnlyList<ChatMessage> messages, Exception error)
    {
        var shorter = MessageGroups.Newest(messages, messages.Count / 2);
        await writer.AppendAsync(new ContextCompacted
        {
            At = agent.Time.GetUtcNow(),
            Reason = error.Message,
            MessagesBefore = messages.Count,
            MessagesAfter = shorter.Count,
        }).ConfigureAwait(false);
        return shorter;
    }

    /// <summary>The same options for every call of the run, so that a backend may keep what it made of them; none of the tools in the last.</summary>
    private ChatOptions Options(RunState state, bool isLast)
    {
        _options ??= agent.CreateChatOptions(state.Start);
        if (isLast && _options.Tools is not null)
            _options.ToolMode = ChatToolMode.None;
        return _options;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ResponseBuilder> StreamAsync(IEnumerable<ChatMessage> messages, ChatOptions options, bool isLast, CancellationToken cancellationToken)
    {
        var response = new ResponseBuilder();
        var showsText = writer.HasListener && !agent.Middleware.HoldsText;
        FunctionCallContent? complete = null;
        await foreach (var update in agent.Client.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            response.Add(update);
            var contents = update.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                var content = contents[i];
                if (showsText && content is TextContent { Text.Length: > 0 } text)
                    writer.Show(new TextDelta { At = agent.Time.GetUtcNow(), Text = text.Text });
                // A call may start as soon as the model talks on: the last one is left to be journaled together with the answer.
                if (complete is not null && content is not UsageContent)
                {
                    tools.TryStartEarly(complete, cancellationToken);
                    complete = null;
                }
                var call = response.Add(content);
                complete = isLast ? null : call ?? complete;
            }
        }
        return response;
    }
}
