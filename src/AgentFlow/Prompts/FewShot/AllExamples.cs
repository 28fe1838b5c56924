namespace AgentFlow.Prompts;

/// <summary>Every example, always.</summary>
internal sealed class AllExamples(IEnumerable<IReadOnlyDictionary<string, object?>> examples) : IExampleSelector
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, object?>> _examples = [.. examples];

    public ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> SelectAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_examples);
}
