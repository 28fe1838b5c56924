using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace AgentFlow.Chains.Combinators;

/// <summary>Several chains on the same input at once, their results put together. The first failure cancels the others and is the one thrown.</summary>
internal sealed class ParallelChain<TIn, TOut>(IReadOnlyList<ParallelBranch<TIn>> branches, Func<object?[], TOut> combine, bool isDictionary) : Chain<TIn, TOut>("parallel")
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        combine(await RunAllAsync((branch, token) => branch.InvokeAsync(input, context, token), cancellationToken).ConfigureAwait(false));

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = Channel.CreateUnbounded<ChainUpdate<TOut>>(new() { SingleReader = true });
        var run = StreamAllAsync(updates.Writer, input, context, source.Token);
        try
        {
            await foreach (var update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return update;
            yield return ChainUpdate.Whole(await run.ConfigureAwait(false));
        }
        finally
        {
            if (!run.IsCompleted)
            {
                await source.CancelAsync().ConfigureAwait(false);
                await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Parallel,
        Settings = isDictionary ? null : ChainDescriber.Settings([("combine", ChainDescriber.Function)]),
        Parts = [.. branches.Select(b => describer.Describe(b.Chain, b.Label))],
    };

    private async Task<TOut> StreamAllAsync(ChannelWriter<ChainUpdate<TOut>> updates, TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        try
        {
            return combine(await RunAllAsync((branch, token) => branch.StreamAsync<TOut>(input, update => updates.TryWrite(update), context, token), cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            updates.Complete();
        }
    }

    private async Task<object?[]> RunAllAsync(Func<ParallelBranch<TIn>, CancellationToken, ValueTask<object?>> run, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        var all = Task.WhenAll(branches.Select(RunAsync));
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
        return await all.ConfigureAwait(false);

        async Task<object?> RunAsync(ParallelBranch<TIn> branch)
        {
            try
            {
                return await run(branch, source.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // The one that came first says why; the others were only told to stop.
                Interlocked.CompareExchange(ref first, error, null);
                await source.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
