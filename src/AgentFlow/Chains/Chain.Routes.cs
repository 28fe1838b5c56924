using AgentFlow.Chains.Routing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public abstract partial class Chain
{
    /// <summary>How alike an input and a route must be for <see cref="RouteBySimilarity"/>, as a cosine, unless one says otherwise.</summary>
    public const float DefaultSimilarity = 0.5f;

    /// <summary>The chain of the name that another chain gives for the input.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TOut">What they give.</typeparam>
    /// <param name="choose">Gives the name of a route, in any case of its letters, or null for none of them.</param>
    /// <param name="otherwise">What is done when it gives null.</param>
    /// <param name="routes">The chains to choose from; names differ.</param>
    public static Chain<TIn, TOut> Route<TIn, TOut>(Chain<TIn, string?> choose, Chain<TIn, TOut> otherwise, params IEnumerable<ChainRoute<TIn, TOut>> routes)
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(otherwise);
        return new RouteChain<TIn, TOut>(choose, ValidRoutes(routes), otherwise);
    }

    /// <summary>
    /// The chain that a model chooses for the input by the routes' descriptions. The model is asked for JSON; an answer that names no route is
    /// put to it again with the error, twice at most, and then means none of them.
    /// </summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TOut">What they give.</typeparam>
    /// <param name="model">The model that chooses; a small one does.</param>
    /// <param name="text">What the model is shown of the input.</param>
    /// <param name="otherwise">What is done when no route fits.</param>
    /// <param name="routes">The chains to choose from; names differ.</param>
    /// <param name="prompts">The question that the model is asked; null for the library's own.</param>
    /// <exception cref="ArgumentException">There is no route, two have the same name, or the question uses a placeholder that it is not given.</exception>
    public static Chain<TIn, TOut> RouteByModel<TIn, TOut>(
        IChatClient model, Func<TIn, string> text, Chain<TIn, TOut> otherwise, IEnumerable<ChainRoute<TIn, TOut>> routes, ChainPrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        var all = ValidRoutes(routes);
        prompts ??= new ChainPrompts();
        prompts.ThrowIfInvalid();
        return Route(new ModelChooser<TIn>(model, text, [.. all.Select(r => (r.Name, r.Description))], prompts.ChooseRoute), otherwise, all);
    }

    /// <summary>The chain whose description or examples are most alike the input, by the cosine of their embeddings. Costs one embedding per input.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TOut">What they give.</typeparam>
    /// <param name="generator">Makes embeddings.</param>
    /// <param name="text">What is compared of the input.</param>
    /// <param name="otherwise">What is done when no route is alike enough.</param>
    /// <param name="routes">The chains to choose from; names differ.</param>
    /// <param name="minSimilarity">How alike, from -1 to 1; what is right depends on the embeddings.</param>
    public static Chain<TIn, TOut> RouteBySimilarity<TIn, TOut>(
        IEmbeddingGenerator<string, Embedding<float>> generator, Func<TIn, string> text, Chain<TIn, TOut> otherwise, IEnumerable<ChainRoute<TIn, TOut>> routes, float minSimilarity = DefaultSimilarity)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(minSimilarity, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minSimilarity, 1);
        var all = ValidRoutes(routes);
        return Route(new SimilarityChooser<TIn>(generator, text, [.. all.SelectMany(r => r.Examples.Prepend(r.Description).Select(e => (r.Name, e)))], minSimilarity), otherwise, all);
    }

    private static ChainRoute<TIn, TOut>[] ValidRoutes<TIn, TOut>(IEnumerable<ChainRoute<TIn, TOut>> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ChainRoute<TIn, TOut>[] all = [.. routes];
        if (all.Length == 0)
            throw new ArgumentException("A router needs at least one route.", nameof(routes));
        return all.GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two routes are named '{twice.Key}'. Give each its own name.", nameof(routes))
            : all;
    }
}
