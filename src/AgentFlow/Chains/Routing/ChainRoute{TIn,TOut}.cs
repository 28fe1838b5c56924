namespace AgentFlow.Chains;

/// <summary>One of the chains that a router chooses from.</summary>
/// <typeparam name="TIn">What it takes.</typeparam>
/// <typeparam name="TOut">What it gives.</typeparam>
public sealed record ChainRoute<TIn, TOut>
{
    /// <summary>The name that the choice is made by.</summary>
    public required string Name { get; init; }

    /// <summary>What it is good for, in words for a model. A router by similarity compares the input with it.</summary>
    public required string Description { get; init; }

    /// <summary>What is done.</summary>
    public required Chain<TIn, TOut> Chain { get; init; }

    /// <summary>Inputs that belong here, which a router by similarity compares with as well.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
