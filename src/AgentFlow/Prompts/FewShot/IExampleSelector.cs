namespace AgentFlow.Prompts;

/// <summary>Chooses the examples that a few-shot prompt shows for an input. Safe to be called from several threads.</summary>
public interface IExampleSelector
{
    /// <summary>Chooses, in the order in which the examples are to stand.</summary>
    /// <param name="values">The values that the prompt is rendered with.</param>
    /// <param name="cancellationToken">Ends the choice.</param>
    ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> SelectAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default);
}
