using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;

namespace AgentFlow.Chains.Steps;

/// <summary>An agent as a step. Its run is one of its own, in its own journal; the text streams as the model says it.</summary>
internal sealed class AgentChain<TIn>(Agent agent, Func<TIn, RunRequest> toRequest) : Chain<TIn, RunResult>(agent.Name)
{
    protected internal override async ValueTask<RunResult> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        await agent.RunAsync(toRequest(input), cancellationToken).ConfigureAwait(false);

    /// <summary>What the model says between its calls of tools is shown as well, though it is no part of the answer: nobody knows yet whether a call follows.</summary>
    protected internal override async IAsyncEnumerable<ChainUpdate<RunResult>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = toRequest(input);
        var runId = request.RunId ?? Guid.CreateVersion7(context.TimeProvider.GetUtcNow()).ToString("n");
        await foreach (var e in agent.StreamAsync(new RunRequest { Messages = request.Messages, SessionId = request.SessionId, RunId = runId }, cancellationToken).ConfigureAwait(false))
        {
            if (e is TextDelta delta)
                yield return ChainUpdate.Text<RunResult>(delta.Text);
        }
        yield return ChainUpdate.Final(await agent.ShowAsync(await agent.LoadAsync(runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
    }
}
