using System.Runtime.CompilerServices;
using AgentFlow.Chains.Observation;

namespace AgentFlow.Chains;

/// <summary>
/// Something that makes a <typeparamref name="TOut"/> of a <typeparamref name="TIn"/>, at once or streaming. A step of your own derives from
/// it and overrides <see cref="InvokeCoreAsync"/>, and the other two where it can do better than wait; most steps need no class, because
/// delegates, models, prompts, tools and agents become steps by themselves.
/// </summary>
/// <typeparam name="TIn">What it takes.</typeparam>
/// <typeparam name="TOut">What it gives.</typeparam>
/// <remarks>Chains are immutable and safe for use by many callers at once.</remarks>
public abstract class Chain<TIn, TOut> : Chain
{
    /// <summary>Makes a step.</summary>
    /// <param name="name">The name that errors, events and activities call it by.</param>
    protected Chain(string name)
        : base(name, isStep: true)
    {
    }

    private protected Chain(string name, bool isStep)
        : base(name, isStep)
    {
    }

    /// <inheritdoc />
    public sealed override Type InputType => typeof(TIn);

    /// <inheritdoc />
    public sealed override Type OutputType => typeof(TOut);

    /// <summary>Runs the chain and returns what it gives.</summary>
    /// <param name="input">What it takes.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    /// <exception cref="ChainException">A step failed; the error names it and carries what the step threw.</exception>
    public ValueTask<TOut> InvokeAsync(TIn input, CancellationToken cancellationToken = default) =>
        InvokeAsync(input, ChainContext.Default, cancellationToken);

    /// <summary>Runs the chain in a context: a journal, a listener, a clock. A combinator calls the steps that it is made of with this.</summary>
    /// <param name="input">What it takes.</param>
    /// <param name="context">What it runs in; a step hands on the one that it was given.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    /// <exception cref="ChainException">A step failed; the error names it and carries what the step threw.</exception>
    public ValueTask<TOut> InvokeAsync(TIn input, ChainContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.WantsRun)
            return WatchAsync(ChainRun.Begin(this, input, context), input, cancellationToken);
        if (!IsStep)
            return InvokeCoreAsync(input, context, cancellationToken);
        return context.IsWatched
            ? WatchAsync(new StepScope(this, context), input, cancellationToken)
            : InvokeStepAsync(input, context, cancellationToken);
    }

    /// <summary>
    /// Runs the chain and yields what it makes as it comes: pieces of text and partial values as far as its steps can hand them on, and last
    /// the whole, the only update that <see cref="ChainUpdate{T}.IsFinal"/> is true of.
    /// </summary>
    /// <param name="input">What it takes.</param>
    /// <param name="cancellationToken">Stops it where it is. So does leaving the loop early.</param>
    /// <exception cref="ChainException">A step failed; the error names it and carries what the step threw.</exception>
    public IAsyncEnumerable<ChainUpdate<TOut>> StreamAsync(TIn input, CancellationToken cancellationToken = default) =>
        StreamAsync(input, ChainContext.Default, cancellationToken);

    /// <summary>Streams the chain in a context: a journal, a listener, a clock. A combinator streams the steps that it is made of with this.</summary>
    /// <param name="input">What it takes.</param>
    /// <param name="context">What it runs in; a step hands on the one that it was given.</param>
    /// <param name="cancellationToken">Stops it where it is. So does leaving the loop early.</param>
    /// <exception cref="ChainException">A step failed; the error names it and carries what the step threw.</exception>
    public IAsyncEnumerable<ChainUpdate<TOut>> StreamAsync(TIn input, ChainContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var updates = new SingleUpdate<TIn>(ChainUpdate.Whole(input));
        return context.WantsRun
            ? new ObservedStream<TIn, TOut>(() => ChainRun.Begin(this, input, context), updates, (watched, inner) => TransformAsync(watched, inner, cancellationToken))
            : TransformAsync(updates, context, cancellationToken);
    }

    /// <summary>Makes a stream out of a stream: what a sequence does with each of its steps. It begins no run of its own.</summary>
    /// <param name="input">The updates of the step before, its final one last.</param>
    /// <param name="context">What it runs in.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    public IAsyncEnumerable<ChainUpdate<TOut>> TransformAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        if (!IsStep)
            return TransformCoreAsync(input, context, cancellationToken);
        return context.IsWatched
            ? new ObservedStream<TIn, TOut>(() => new StepScope(this, context), input, (watched, inner) => new StepStream<TIn, TOut>(this, watched, inner, cancellationToken))
            : new StepStream<TIn, TOut>(this, input, context, cancellationToken);
    }

    /// <summary>What the step does. Whatever it throws reaches the caller as the cause of a <see cref="ChainException"/>.</summary>
    /// <param name="input">What it takes.</param>
    /// <param name="context">What it runs in; to be handed on to inner steps.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    protected internal abstract ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken);

    /// <summary>
    /// What the step does when its result is streamed. To be overridden by a step that has something to show before it is done: it yields
    /// updates and last a final one. By default the whole is invoked and comes as one update.
    /// </summary>
    /// <param name="input">What it takes.</param>
    /// <param name="context">What it runs in; to be handed on to inner steps.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    protected internal virtual async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ChainUpdate.Whole(await InvokeCoreAsync(input, context, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// What the step does with a stream. To be overridden by a step that can begin before its input is whole. By default it waits for the
    /// final input and then streams.
    /// </summary>
    /// <param name="input">The updates of the step before, its final one last.</param>
    /// <param name="context">What it runs in; to be handed on to inner steps.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    protected internal virtual async IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var whole = await input.FinalAsync(cancellationToken).ConfigureAwait(false);
        context.Step?.Enter();
        await foreach (var update in StreamCoreAsync(whole, context, cancellationToken).ConfigureAwait(false))
            yield return update;
    }

    private ValueTask<TOut> InvokeStepAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        ValueTask<TOut> call;
        try
        {
            call = InvokeCoreAsync(input, context, cancellationToken);
        }
        catch (Exception error) when (ChainException.IsFailure(error, cancellationToken))
        {
            throw new ChainException(Name, context, error);
        }
        return call.IsCompletedSuccessfully ? call : AwaitAsync(call, context, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TOut> AwaitAsync(ValueTask<TOut> call, ChainContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception error) when (ChainException.IsFailure(error, cancellationToken))
        {
            throw new ChainException(Name, context, error);
        }
    }

    private async ValueTask<TOut> WatchAsync(ChainScope scope, TIn input, CancellationToken cancellationToken)
    {
        using var ended = scope;
        scope.Start();
        await scope.ShowAsync().ConfigureAwait(false);
        TOut output;
        try
        {
            output = scope is ChainRun
                ? await InvokeAsync(input, scope.Context, cancellationToken).ConfigureAwait(false)
                : await InvokeStepAsync(input, scope.Context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Noted, whatever it is, and thrown on.
            await scope.FailAsync(error).ConfigureAwait(false);
            throw;
        }
        await scope.CompleteAsync(output).ConfigureAwait(false);
        return output;
    }
}
