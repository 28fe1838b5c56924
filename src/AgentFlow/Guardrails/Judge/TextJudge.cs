using System.Text.Json;
using AgentFlow.Agents.Middleware;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails.Judge;

/// <summary>Has a model judge a text. Its verdict is held to a schema; a judge that gives none, however often it is asked, is an error.</summary>
internal sealed class TextJudge(IChatClient model, string policy, GuardrailPrompts prompts)
{
    private readonly JsonOutputParser<JudgeVerdict> _parser = Parse.Json(JudgeJsonContext.Default.JudgeVerdict);

    public async ValueTask<Verdict<string>> CheckAsync(string text, CancellationToken cancellationToken)
    {
        var prompt = prompts.Judge.Format(("policy", policy), ("text", JsonSerializer.Serialize(text, JudgeJsonContext.Default.String)));
        var verdict = await model.GetAsync([new ChatMessage(ChatRole.User, prompt)], _parser, cancellationToken: cancellationToken).ConfigureAwait(false);
        var reason = string.IsNullOrWhiteSpace(verdict.Reason) ? "The judge gives no reason." : verdict.Reason.Trim();
        return verdict.BreaksPolicy ? Verdict.Block(reason) : Verdict.PassWith(reason);
    }
}
