namespace AgentFlow.Chains;

/// <summary>Makes routes.</summary>
public static class ChainRoute
{
    /// <summary>A route.</summary>
    /// <typeparam name="TIn">What it takes.</typeparam>
    /// <typeparam name="TOut">What it gives.</typeparam>
    /// <param name="name">The name that the choice is made by.</param>
    /// <param name="description">What it is good for, in words for a model.</param>
    /// <param name="chain">What is done.</param>
    /// <param name="examples">Inputs that belong here, for a router by similarity.</param>
    public static ChainRoute<TIn, TOut> To<TIn, TOut>(string name, string description, Chain<TIn, TOut> chain, params IEnumerable<string> examples) =>
        new() { Name = name, Description = description, Chain = chain, Examples = [.. examples] };
}
