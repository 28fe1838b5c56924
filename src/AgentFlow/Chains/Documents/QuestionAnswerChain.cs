using AgentFlow.Chains.Combinators;
using AgentFlow.Chains.Documents;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains that answer a question from documents and name those that the answer rests on, in the three ways that LangChain's
/// <c>load_qa_with_sources_chain</c> knows. Streamed, each shows the words of the answer as they come. Where there is nothing to answer from, no model is
/// asked for the answer: it is <see cref="DocumentPrompts.NoAnswer"/>.
/// </summary>
public static class QuestionAnswerChain
{
    /// <summary>The word by which a model says that a document is of no help; <see cref="DocumentPrompts.FindPassages"/> asks for it.</summary>
    public const string Nothing = "NONE";

    /// <summary>All documents in one call. Documents that are more than one call is given are an error before it.</summary>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="options">What it may cost, and the texts; copied. Null: the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static Chain<DocumentQuestion, DocumentAnswer> Stuff(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        return Finish("answer-stuff", flow, flow.Check(), flow.Ask(flow.Prompts.Answer));
    }

    /// <summary>
    /// First what helps, copied out of each document by itself, several at a time; then the answer from that. While it is too much for one call, some in a
    /// row is shortened. A long document is cut into parts, which keep its number.
    /// </summary>
    /// <inheritdoc cref="Stuff"/>
    public static Chain<DocumentQuestion, DocumentAnswer> MapReduce(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        var helpful = flow.Split().Then(flow.Map(flow.Prompts.FindPassages, IsNothing)).Then(flow.Collapse(flow.Prompts.CombinePassages));
        return Finish("answer-map-reduce", flow, helpful, flow.Ask(flow.Prompts.Answer));
    }

    /// <summary>
    /// An answer from the first document, made better by one after the other. As many calls as there are documents, or parts of long ones, none at the
    /// same time as another; the last one streams.
    /// </summary>
    /// <inheritdoc cref="Stuff"/>
    public static Chain<DocumentQuestion, DocumentAnswer> Refine(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        var whole = flow.Ask(flow.Prompts.Answer);
        var parts = flow.RefineToLast(flow.Prompts.Answer, flow.Prompts.RefineAnswer).Then(flow.Ask(flow.Prompts.RefineAnswer));
        return Finish("answer-refine", flow, flow.Split(), Chain.Branch(parts, (work => work.Passages.Count == 1, whole)));
    }

    private static DocumentFlow Flow(IChatClient model, DocumentChainOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        var valid = (options ?? new DocumentChainOptions()).ValidCopy();
        return new DocumentFlow(model, valid, passage => valid.Prompts!.Document.Format(("number", passage.Label), ("source", passage.Source), ("text", passage.Text)));
    }

    private static Chain<DocumentQuestion, DocumentAnswer> Finish(string name, DocumentFlow flow, Chain<DocumentQuestion, DocumentWork> prepare, Chain<DocumentWork, string> answer)
    {
        var nothing = Chain.From((DocumentWork _) => flow.Prompts.NoAnswer.Format(), "no-answer");
        var text = prepare.Then(Chain.Branch(answer, (work => work.Passages.Count == 0, nothing)));
        return new WithInputChain<DocumentQuestion, string, DocumentAnswer>(text, (input, answer) => new() { Text = answer, Sources = Citations.Find(answer, input.Documents) }, "cite")
            .WithConfig(name);
    }

    private static bool IsNothing(string text) => text.AsSpan().Trim(" \r\n\t.\"'*`").Equals(Nothing, StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(text);
}
