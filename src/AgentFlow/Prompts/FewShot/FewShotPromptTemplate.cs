namespace AgentFlow.Prompts;

/// <summary>
/// A text that shows examples before it asks: prefix, examples, suffix. Each is rendered for itself, with its own values, so that braces in
/// an example's values are braces.
/// </summary>
public sealed class FewShotPromptTemplate
{
    private readonly PromptTemplate _example;
    private readonly IExampleSelector _selector;

    /// <summary>Makes a template that shows all examples.</summary>
    /// <param name="example">How an example is written.</param>
    /// <param name="examples">The examples' values.</param>
    public FewShotPromptTemplate(PromptTemplate example, IEnumerable<IReadOnlyDictionary<string, object?>> examples)
        : this(example, new AllExamples(examples))
    {
    }

    /// <summary>Makes a template that shows examples chosen for the input.</summary>
    /// <param name="example">How an example is written.</param>
    /// <param name="selector">Chooses them.</param>
    public FewShotPromptTemplate(PromptTemplate example, IExampleSelector selector)
    {
        ArgumentNullException.ThrowIfNull(example);
        ArgumentNullException.ThrowIfNull(selector);
        _example = example;
        _selector = selector;
    }

    /// <summary>Stands before the examples.</summary>
    /// <value>Null, for nothing.</value>
    public PromptTemplate? Prefix { get; init; }

    /// <summary>Stands behind the examples; most often the question in the form of an example.</summary>
    /// <value>Null, for nothing.</value>
    public PromptTemplate? Suffix { get; init; }

    /// <summary>Stands between prefix, examples and suffix, where they are not empty.</summary>
    /// <value>An empty line.</value>
    public string Separator { get; init; } = "\n\n";

    /// <summary>The names that need a value: those of prefix and suffix.</summary>
    public IReadOnlyList<string> InputVariables => [.. (Prefix?.InputVariables ?? []).Union(Suffix?.InputVariables ?? [])];

    /// <summary>Chooses examples and renders the text.</summary>
    /// <param name="values">The values of prefix and suffix, and what examples are chosen by.</param>
    /// <param name="cancellationToken">Ends the choice.</param>
    /// <exception cref="MissingVariableException">A variable has no value, here or in an example.</exception>
    public async ValueTask<string> FormatAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var examples = await _selector.SelectAsync(values, cancellationToken).ConfigureAwait(false);
        string?[] parts = [Prefix?.Format(values), .. examples.Select(_example.Format), Suffix?.Format(values)];
        return string.Join(Separator, parts.Where(p => !string.IsNullOrEmpty(p)));
    }
}
