using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Routing;

/// <summary>The chain of the name that another chain gives for the input, or else the one for all other inputs.</summary>
internal sealed class RouteChain<TIn, TOut>(Chain<TIn, string?> choose, IReadOnlyList<ChainRoute<TIn, TOut>> routes, Chain<TIn, TOut> otherwise) : Chain<TIn, TOut>("route")
{
    public const string OtherwiseLabel = "otherwise";

    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(input, context, cancellationToken).ConfigureAwait(false);
        return await chosen.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(input, context, cancellationToken).ConfigureAwait(false);
        await foreach (var update in chosen.StreamAsync(input, context, cancellationToken).ConfigureAwait(false))
            yield return update;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Route,
        Settings = ChainDescriber.Settings(routes.Select(r => (r.Name, (object?)r.Description))),
        Parts = [describer.Describe(choose), .. routes.Select(r => describer.Describe(r.Chain, r.Name)), describer.Describe(otherwise, OtherwiseLabel)],
    };

    /// <summary>A name that is none of the routes' is the chooser's mistake and not the input's: it does not pass for 'none of them'.</summary>
    private async ValueTask<Chain<TIn, TOut>> ChooseAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var name = await choose.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
        if (name is null)
            return otherwise;
        foreach (var route in routes)
        {
            if (string.Equals(route.Name, name, StringComparison.OrdinalIgnoreCase))
                return route.Chain;
        }
        throw new InvalidOperationException($"There is no route '{name}'. Routes: {string.Join(", ", routes.Select(r => r.Name))}.");
    }
}
