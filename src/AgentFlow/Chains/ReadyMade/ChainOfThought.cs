using AgentFlow.Chains.ReadyMade;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains that let a model reason before it answers, and keep the two apart (Wei et al. 2022, Kojima et al. 2022). For models that do not reason
/// by themselves; with those that do, a plain prompt is cheaper.
/// </summary>
public static class ChainOfThought
{
    /// <summary>A text as the answer.</summary>
    /// <param name="model">Who thinks; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    public static Chain<string, Reasoned<string>> Create(IChatClient model, ChatOptions? options = null, ReadyMadePrompts? prompts = null) =>
        Create(model, Parse.Text(), options, prompts);

    /// <summary>
    /// What a parser reads as the answer. An answer that cannot be read, or is not kept apart from the reasoning, goes back to the model, twice at most.
    /// Streamed, partial values show the reasoning while it is written, and then the answer where it is a text.
    /// </summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="model">Who thinks; stays the caller's.</param>
    /// <param name="answer">Reads the answer; its instructions are part of the prompt.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    public static Chain<string, Reasoned<T>> Create<T>(IChatClient model, OutputParser<T> answer, ChatOptions? options = null, ReadyMadePrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(answer);
        var parser = new ReasonedParser<T>(answer);
        var prompt = LlmChain.Instruct((prompts ?? new()).Think, parser);
        return Chain.From((string question) => prompt.Format(("question", question)), "prompt").Then(model, parser, options).WithConfig("chain-of-thought");
    }
}
