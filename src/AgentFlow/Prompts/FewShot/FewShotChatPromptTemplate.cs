using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>Messages that show examples before they ask: prefix, the messages of each example, suffix.</summary>
public sealed class FewShotChatPromptTemplate
{
    private readonly ChatPromptTemplate _example;
    private readonly IExampleSelector _selector;

    /// <summary>Makes a template that shows all examples.</summary>
    /// <param name="example">The messages of an example; most often one of the user and one of the assistant.</param>
    /// <param name="examples">The examples' values.</param>
    public FewShotChatPromptTemplate(ChatPromptTemplate example, IEnumerable<IReadOnlyDictionary<string, object?>> examples)
        : this(example, new AllExamples(examples))
    {
    }

    /// <summary>Makes a template that shows examples chosen for the input.</summary>
    /// <param name="example">The messages of an example.</param>
    /// <param name="selector">Chooses them.</param>
    public FewShotChatPromptTemplate(ChatPromptTemplate example, IExampleSelector selector)
    {
        ArgumentNullException.ThrowIfNull(example);
        ArgumentNullException.ThrowIfNull(selector);
        _example = example;
        _selector = selector;
    }

    /// <summary>Stands before the examples, such as the system message.</summary>
    /// <value>Null, for nothing.</value>
    public ChatPromptTemplate? Prefix { get; init; }

    /// <summary>Stands behind the examples, such as history and question.</summary>
    /// <value>Null, for nothing.</value>
    public ChatPromptTemplate? Suffix { get; init; }

    /// <summary>The names that need a value: those of prefix and suffix.</summary>
    public IReadOnlyList<string> InputVariables => [.. (Prefix?.InputVariables ?? []).Union(Suffix?.InputVariables ?? [])];

    /// <summary>Chooses examples and renders the messages.</summary>
    /// <param name="values">The values of prefix and suffix, and what examples are chosen by.</param>
    /// <param name="cancellationToken">Ends the choice.</param>
    /// <exception cref="MissingVariableException">A variable has no value, here or in an example.</exception>
    public async ValueTask<IReadOnlyList<ChatMessage>> FormatAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var examples = await _selector.SelectAsync(values, cancellationToken).ConfigureAwait(false);
        return [.. Prefix?.Format(values) ?? [], .. examples.SelectMany(_example.Format), .. Suffix?.Format(values) ?? []];
    }
}
