using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>Tries chains in turn until one succeeds. A stream is replaced by the next one's as long as nothing of it was shown.</summary>
internal sealed class FallbackChain<TIn, TOut>(IReadOnlyList<Chain<TIn, TOut>> alternatives, Func<Exception, bool>? shouldFallBack) : Chain<TIn, TOut>("fallback")
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        List<Exception> errors = [];
        foreach (var alternative in alternatives)
        {
            try
            {
                return await alternative.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (FallsBack(error, cancellationToken))
            {
                errors.Add(error);
            }
        }
        throw AllFailed(errors);
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Exception> errors = [];
        IAsyncEnumerator<ChainUpdate<TOut>>? open = null;
        for (var i = 0; i < alternatives.Count && open is null; i++)
        {
            try
            {
                open = await alternatives[i].StreamAsync(input, context, cancellationToken).OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (FallsBack(error, cancellationToken))
            {
                errors.Add(error);
            }
        }
        await foreach (var update in (open ?? throw AllFailed(errors)).RestAsync().ConfigureAwait(false))
            yield return update;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Fallback,
        Settings = ChainDescriber.Settings([("shouldFallBack", shouldFallBack)]),
        Parts = [.. alternatives.Select(a => describer.Describe(a))],
    };

    private bool FallsBack(Exception error, CancellationToken cancellationToken) =>
        !ChainException.IsCancellation(error, cancellationToken) && (shouldFallBack?.Invoke(ChainException.CauseOf(error)) ?? true);

    private AggregateException AllFailed(List<Exception> errors) => new($"All {alternatives.Count} alternatives failed.", errors);
}
