using AgentFlow.Chains.Observation;
using AgentFlow.Chains.ReadyMade;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains whose answers a model criticises by principles and rewrites where they do not keep to them (Bai et al. 2022). It is a filter of good
/// will, not a guard: the critic is a model and can be wrong.
/// </summary>
public static class ConstitutionalChain
{
    /// <summary>
    /// A chain, and its answer held to each principle in turn. Costs one call per principle and one more for each that leads to a revision.
    /// </summary>
    /// <param name="chain">Gives the answer.</param>
    /// <param name="model">Who criticises and rewrites; stays the caller's.</param>
    /// <param name="principles">The principles, in order; at least one.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    /// <returns>A chain whose answer shows when it has been checked, not before: nobody is to read what a principle forbids.</returns>
    public static Chain<string, ConstitutionalAnswer> Create(
        Chain<string, string> chain, IChatClient model, IEnumerable<ConstitutionalPrinciple> principles, ChatOptions? options = null, ReadyMadePrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(principles);
        ConstitutionalPrinciple[] all = [.. principles];
        if (all.Length == 0)
            throw new ArgumentException("A constitution needs at least one principle.", nameof(principles));
        var words = prompts ?? new();
        var parser = Parse.Json(ConstitutionalJsonContext.Default.ConstitutionalVerdict);
        var question = LlmChain.Instruct(words.Critique, parser);
        var critique = Chain.From((Draft d) => question.Format(("input", d.Input), ("answer", d.Answer), ("principle", d.Principle.Critique)), "prompt")
            .Then(model, parser, options).WithConfig("critique");
        var revise = Chain.From((Draft d) => words.Revise.Format(("input", d.Input), ("answer", d.Answer), ("critique", d.Critique), ("revision", d.Principle.Revision)), "prompt")
            .Then(model, options).AsText().WithConfig("revise");
        return Chain.From<string, ConstitutionalAnswer>(async (input, context, token) =>
        {
            var original = await chain.InvokeAsync(input, context, token).ConfigureAwait(false);
            var progress = await StepProgress.BeginAsync(context, all.Length).ConfigureAwait(false);
            var answer = original;
            List<ConstitutionalRevision> revisions = [];
            foreach (var principle in all)
            {
                var draft = new Draft(input, answer, principle, string.Empty);
                var verdict = await critique.InvokeAsync(draft, context, token).ConfigureAwait(false);
                var revised = verdict.NeedsRevision ? await revise.InvokeAsync(draft with { Critique = verdict.Critique }, context, token).ConfigureAwait(false) : null;
                revisions.Add(new() { Principle = principle, Critique = verdict.Critique, Revised = revised });
                answer = revised ?? answer;
                await progress.AddAsync().ConfigureAwait(false);
            }
            return new() { Text = answer, Original = original, Revisions = revisions };
        }, "constitutional");
    }

    private sealed record Draft(string Input, string Answer, ConstitutionalPrinciple Principle, string Critique);
}
