namespace AgentFlow.Chains.Combinators;

/// <summary>A chain under a name, with tags and metadata that its steps' events carry.</summary>
internal sealed class ConfigChain<TIn, TOut>(Chain<TIn, TOut> inner, string name, IReadOnlyList<string> tags, IReadOnlyDictionary<string, string> metadata) : Chain<TIn, TOut>(name)
{
    protected internal override ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        inner.InvokeAsync(input, Enter(context), cancellationToken);

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        inner.StreamAsync(input, Enter(context), cancellationToken);

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken) =>
        inner.TransformAsync(input, Enter(context), cancellationToken);

    internal override ChainDescription DescribeCore(ChainDescriber describer) =>
        describer.Around(ChainKind.Config, inner, [("tags", tags.Count == 0 ? null : string.Join(',', tags)), .. metadata.Select(m => (ConfigChain.MetadataPrefix + m.Key, (object?)m.Value))]) with { Name = Name };

    internal override ChainContext Annotate(ChainContext context) => context with
    {
        Tags = tags.Count == 0 ? context.Tags : [.. context.Tags.Union(tags)],
        Metadata = metadata.Count == 0 ? context.Metadata : Merge(context.Metadata, metadata),
    };

    private ChainContext Enter(ChainContext context) => (tags.Count + metadata.Count == 0 ? context : Annotate(context)) with { Path = context.PathTo(Name) };

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> outer, IReadOnlyDictionary<string, string> own)
    {
        var merged = new Dictionary<string, string>(outer);
        foreach (var (key, value) in own)
            merged[key] = value;
        return merged;
    }
}

internal static class ConfigChain
{
    /// <summary>Stands in a description in front of the names of metadata.</summary>
    public const string MetadataPrefix = "metadata.";
}
