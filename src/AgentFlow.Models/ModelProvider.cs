namespace AgentFlow.Models;

/// <summary>A place that models can be had from, as <see cref="ModelClient"/> knows it.</summary>
public sealed record ModelProvider
{
    /// <summary>What stands before the slash of a model name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words for a list.</summary>
    public required string Description { get; init; }

    /// <summary>Where it is, unless another address is given; null where it has none.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Whether its own address refuses calls without a key.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>The environment variable that its key is read from; null if it takes none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The environment variable that another address is read from; null if it has none.</summary>
    public string? UrlVariable { get; init; }
}
