using AgentFlow.Chains.Documents;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains that summarise documents, in the three ways that LangChain's <c>load_summarize_chain</c> knows. Streamed, each shows the words of the
/// summary as they come; what is done before that shows as <see cref="Runs.StepProgressed"/> events of the run.
/// </summary>
public static class SummarizeChain
{
    /// <summary>All documents in one call. Documents that are more than one call is given are an error before it.</summary>
    /// <param name="model">Who summarises; stays the caller's.</param>
    /// <param name="options">What it may cost, and the texts; copied. Null: the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static Chain<IReadOnlyList<Document>, string> Stuff(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        return Documents().Then(flow.Check()).Then(flow.Ask(flow.Prompts.Summarize)).WithConfig("summarize-stuff");
    }

    /// <summary>
    /// Each document by itself, several at a time, and then the summaries together. While those are too many for one call, some in a row become one. A
    /// long document is cut into parts, so that one text of any length will do; one that fits a call is summarised in that.
    /// </summary>
    /// <inheritdoc cref="Stuff"/>
    public static Chain<IReadOnlyList<Document>, string> MapReduce(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        var whole = flow.Ask(flow.Prompts.Summarize);
        var parts = flow.Map(flow.Prompts.Summarize).Then(flow.Collapse(flow.Prompts.CombineSummaries)).Then(flow.Ask(flow.Prompts.CombineSummaries));
        return Documents().Then(flow.Split()).Then(Chain.Branch(parts, (work => work.Passages.Count == 1, whole))).WithConfig("summarize-map-reduce");
    }

    /// <summary>
    /// One document after the other, each worked into the summary of those before it. As many calls as there are documents, or parts of long ones, none
    /// at the same time as another; the last one streams.
    /// </summary>
    /// <inheritdoc cref="Stuff"/>
    public static Chain<IReadOnlyList<Document>, string> Refine(IChatClient model, DocumentChainOptions? options = null)
    {
        var flow = Flow(model, options);
        var whole = flow.Ask(flow.Prompts.Summarize);
        var parts = flow.RefineToLast(flow.Prompts.Summarize, flow.Prompts.RefineSummary).Then(flow.Ask(flow.Prompts.RefineSummary));
        return Documents().Then(flow.Split()).Then(Chain.Branch(parts, (work => work.Passages.Count == 1, whole))).WithConfig("summarize-refine");
    }

    private static DocumentFlow Flow(IChatClient model, DocumentChainOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new DocumentFlow(model, (options ?? new DocumentChainOptions()).ValidCopy(), static passage => passage.Text);
    }

    private static Chain<IReadOnlyList<Document>, DocumentQuestion> Documents() => Chain.From((IReadOnlyList<Document> documents) =>
        documents.Any(d => d.Text.Length > 0)
            ? new DocumentQuestion { Question = string.Empty, Documents = documents }
            : throw new ArgumentException("There is nothing to summarise: no document has a text."), "documents");
}
