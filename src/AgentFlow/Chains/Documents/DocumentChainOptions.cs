using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>What chains over documents may cost. Read once, when the chain is made.</summary>
public sealed class DocumentChainOptions
{
    /// <summary>How many tokens of documents (or of what was made of them) one call of the model is given. The prompt around them comes on top. At least 100.</summary>
    /// <value>3,000, as LangChain's <c>token_max</c>.</value>
    public int MaxTokens { get; set; } = 3000;

    /// <summary>How many calls of the model one run may make, all levels together; more is an error before the first of the calls in question. At least 1.</summary>
    /// <value>100.</value>
    public int MaxCalls { get; set; } = 100;

    /// <summary>How many calls run at a time, where they do not wait for each other. At least 1.</summary>
    /// <value>4.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Counts tokens.</summary>
    /// <value>Null: a new <see cref="EstimatingTokenCounter"/>.</value>
    public ITokenCounter? Counter { get; set; }

    /// <summary>What every call asks of the model.</summary>
    /// <value>Null: the client's defaults.</value>
    public ChatOptions? ModelOptions { get; set; }

    /// <summary>The texts for the model.</summary>
    /// <value>Null: the library's own.</value>
    public DocumentPrompts? Prompts { get; set; }

    internal DocumentChainOptions ValidCopy()
    {
        List<string> problems = [];
        if (MaxTokens < 100)
            problems.Add($"MaxTokens is '{MaxTokens}'; it must be at least 100.");
        if (MaxCalls < 1)
            problems.Add($"MaxCalls is '{MaxCalls}'; it must be at least 1.");
        if (MaxConcurrency < 1)
            problems.Add($"MaxConcurrency is '{MaxConcurrency}'; it must be at least 1.");
        return problems.Count == 0
            ? new()
            {
                MaxTokens = MaxTokens,
                MaxCalls = MaxCalls,
                MaxConcurrency = MaxConcurrency,
                Counter = Counter ?? new EstimatingTokenCounter(),
                ModelOptions = ModelOptions?.Clone(),
                Prompts = Prompts ?? new DocumentPrompts(),
            }
            : throw new ArgumentException($"The options of the document chain are not valid. {string.Join(' ', problems)}");
    }
}
