using AgentFlow.Chains.Observation;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Documents;

/// <summary>The steps that chains over documents are put together from. What differs between a summary and an answer is the prompts.</summary>
internal sealed class DocumentFlow(IChatClient model, DocumentChainOptions options, Func<Passage, string> show)
{
    private const string Separator = "\n\n";

    private readonly TextSplitter _splitter = new(new() { Size = options.MaxTokens, Overlap = 0, Counter = options.Counter });

    public DocumentPrompts Prompts => options.Prompts!;

    /// <summary>Documents, those that are too long for one call in parts.</summary>
    public Chain<DocumentQuestion, DocumentWork> Split() => Chain.From((DocumentQuestion input) =>
        new DocumentWork(input.Question, [.. input.Documents.Index().SelectMany(d => _splitter.Split(d.Item.Text).Select(part => new Passage(Label(d.Index), d.Item.Source, part)))]), "split");

    /// <summary>Documents as they are, if all of them fit one call.</summary>
    public Chain<DocumentQuestion, DocumentWork> Check() => Chain.From((DocumentQuestion input) =>
    {
        Passage[] passages = [.. input.Documents.Index().Where(d => d.Item.Text.Length > 0).Select(d => new Passage(Label(d.Index), d.Item.Source, d.Item.Text))];
        return Tokens(passages) is var tokens && tokens <= options.MaxTokens
            ? new DocumentWork(input.Question, passages)
            : throw new InvalidOperationException($"The {passages.Length} documents have {tokens} tokens, and one call is given {options.MaxTokens} at most. Raise {nameof(DocumentChainOptions.MaxTokens)} if the model takes more, or use MapReduce or Refine.");
    }, "check");

    /// <summary>One call of the model on all passages together, its text as it comes.</summary>
    public Chain<DocumentWork, string> Ask(PromptTemplate prompt) =>
        Chain.From((DocumentWork work) => prompt.Format(
            ("question", work.Question),
            ("documents", string.Join(Separator, work.Passages.Select(show))),
            ("existing", work.Existing),
            ("nothing", QuestionAnswerChain.Nothing)), "prompt")
        .Then(model, options.ModelOptions).AsText();

    /// <summary>A call of the model on each passage, several at a time. A text that is nothing is left out.</summary>
    public Chain<DocumentWork, DocumentWork> Map(PromptTemplate prompt, Func<string, bool>? isNothing = null)
    {
        var one = Ask(prompt);
        return Chain.From<DocumentWork, DocumentWork>(async (work, context, token) =>
        {
            ThrowIfTooMany(work.Passages.Count, work.Calls);
            var progress = await StepProgress.BeginAsync(context, work.Passages.Count).ConfigureAwait(false);
            var mapped = new Passage[work.Passages.Count];
            await Concurrency.ForEachAsync(mapped.Length, options.MaxConcurrency, async (i, stop) =>
            {
                mapped[i] = work.Passages[i] with { Text = await one.InvokeAsync(work with { Passages = [work.Passages[i]] }, context, stop).ConfigureAwait(false) };
                await progress.AddAsync().ConfigureAwait(false);
            }, token).ConfigureAwait(false);
            return work with { Passages = isNothing is null ? mapped : [.. mapped.Where(p => !isNothing(p.Text))], Calls = work.Calls + mapped.Length };
        }, "map");
    }

    /// <summary>
    /// Passages in a row made into one, as many together as one call takes, until all that is left fits one call. Each round leaves fewer, so that there
    /// is an end.
    /// </summary>
    public Chain<DocumentWork, DocumentWork> Collapse(PromptTemplate prompt)
    {
        var one = Ask(prompt);
        return Chain.From<DocumentWork, DocumentWork>(async (work, context, token) =>
        {
            while (Tokens(work.Passages) > options.MaxTokens)
                work = await CollapseOnceAsync(work, one, context, token).ConfigureAwait(false);
            return work;
        }, "collapse");
    }

    /// <summary>The first passage, and the result made better by each of the next but the last, one after the other.</summary>
    public Chain<DocumentWork, DocumentWork> RefineToLast(PromptTemplate initial, PromptTemplate refine)
    {
        var (first, next) = (Ask(initial), Ask(refine));
        return Chain.From<DocumentWork, DocumentWork>(async (work, context, token) =>
        {
            var all = work.Passages;
            ThrowIfTooMany(all.Count - 1, 0);
            var progress = await StepProgress.BeginAsync(context, all.Count).ConfigureAwait(false);
            for (var i = 0; i < all.Count - 1; i++)
            {
                work = work with { Passages = [all[i]] };
                work = work with { Existing = await (i == 0 ? first : next).InvokeAsync(work, context, token).ConfigureAwait(false) };
                await progress.AddAsync().ConfigureAwait(false);
            }
            return work with { Passages = [all[^1]] };
        }, "refine");
    }

    private async ValueTask<DocumentWork> CollapseOnceAsync(DocumentWork work, Chain<DocumentWork, string> one, ChainContext context, CancellationToken cancellationToken)
    {
        var groups = Group(work.Passages);
        if (groups.Count == work.Passages.Count)
            throw new InvalidOperationException($"What the model made of the documents has {Tokens(work.Passages)} tokens, and no two pieces of it fit the {options.MaxTokens} that one call is given. Ask for shorter pieces in the prompt, set ChatOptions.MaxOutputTokens, or raise {nameof(DocumentChainOptions.MaxTokens)}.");
        var calls = groups.Count(g => g.Count > 1);
        ThrowIfTooMany(calls, work.Calls);
        var progress = await StepProgress.BeginAsync(context, calls).ConfigureAwait(false);
        var collapsed = new Passage[groups.Count];
        await Concurrency.ForEachAsync(groups.Count, options.MaxConcurrency, async (i, stop) =>
        {
            if (groups[i].Count == 1)
            {
                collapsed[i] = groups[i][0];
                return;
            }
            var text = await one.InvokeAsync(work with { Passages = groups[i] }, context, stop).ConfigureAwait(false);
            collapsed[i] = new Passage(string.Join(' ', groups[i].SelectMany(p => p.Label.Split(' ')).Distinct()), string.Empty, text);
            await progress.AddAsync().ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return work with { Passages = collapsed, Calls = work.Calls + calls };
    }

    private List<IReadOnlyList<Passage>> Group(IReadOnlyList<Passage> passages)
    {
        List<IReadOnlyList<Passage>> groups = [];
        for (var start = 0; start < passages.Count;)
        {
            var (end, tokens) = (start, 0);
            while (end < passages.Count && (tokens += Tokens([passages[end]])) <= options.MaxTokens)
                end++;
            end = Math.Max(end, start + 1);
            groups.Add([.. passages.Skip(start).Take(end - start)]);
            start = end;
        }
        return groups;
    }

    /// <summary>The last call, which gives the result, is one more.</summary>
    private void ThrowIfTooMany(int calls, int before)
    {
        if (before + calls + 1 > options.MaxCalls)
            throw new InvalidOperationException($"The documents need at least {before + calls + 1} calls of the model, {before} of which were made; the limit is {options.MaxCalls}. Give fewer documents, or raise {nameof(DocumentChainOptions.MaxCalls)} or {nameof(DocumentChainOptions.MaxTokens)}.");
    }

    private int Tokens(IReadOnlyList<Passage> passages) => passages.Sum(p => options.Counter!.Count(p.Text));

    private static string Label(int index) => $"[{index + 1}]";
}
