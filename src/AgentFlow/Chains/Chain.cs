namespace AgentFlow.Chains;

/// <summary>
/// What every chain is, whatever it takes and gives: something with a name that can be described and drawn. Chains are made with its static
/// methods, out of prompts, models, tools and agents with <c>AsChain</c>, and put together with <c>Then</c> or <c>|</c>.
/// </summary>
public abstract partial class Chain
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> whose activities are the steps of chains.</summary>
    public const string ActivitySourceName = "AgentFlow.Chains";

    private protected Chain(string name, bool isStep)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        IsStep = isStep;
    }

    /// <summary>The name that errors, events and activities call it by.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public abstract Type InputType { get; }

    /// <summary>What it gives.</summary>
    public abstract Type OutputType { get; }

    /// <summary>Whether it shows in events and errors. What only joins others, as a sequence does, leaves that to them.</summary>
    internal bool IsStep { get; }

    /// <summary>What the chain is made of.</summary>
    public ChainDescription Describe() => new ChainDescriber().Describe(this);

    /// <summary>The chain as a Mermaid flowchart, for a page or an editor that draws it.</summary>
    public string ToMermaid() => Describe().ToMermaid();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal virtual ChainDescription DescribeCore(ChainDescriber describer) => describer.DescribeStep(this);

    /// <summary>The context with what the chain adds for its own events as well as those of its steps.</summary>
    internal virtual ChainContext Annotate(ChainContext context) => context;
}
