using System.Runtime.CompilerServices;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>One call of the model: what it is shown, what it streams, and what is made of that.</summary>
internal sealed class ModelTurn(AgentDefinition agent, RunWriter writer, ToolTurn tools)
{
    private ChatOptions? _options;

    /// <summary>Asks the model and stages its answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CallAsync(CancellationToken cancellationToken)
    {
        await writer.FlushAsync().ConfigureAwait(false);
        var state = writer.State;
        var isLast = state.WrapUp is not null;
        var messages = agent.Memory is null ? state.Messages : await agent.Memory.ReduceAsync(state.Messages, cancellationToken).ConfigureAwait(false);
        var began = agent.Time.GetTimestamp();
        var response = await StreamAsync(messages, Options(state, isLast), isLast, cancellationToken).ConfigureAwait(false);
        writer.Stage(new ModelResponded
        {
            At = agent.Time.GetUtcNow(),
            Message = response.Build(withCalls: !isLast),
            Usage = response.Usage,
            ModelId = response.ModelId,
            FinishReason = response.FinishReason,
            Duration = agent.Time.GetElapsedTime(began),
        });
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
        FunctionCallContent? complete = null;
        await foreach (var update in agent.Client.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            response.Add(update);
            var contents = update.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                var content = contents[i];
                if (writer.HasListener && content is TextContent { Text.Length: > 0 } text)
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
