using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>The direction of an amount that words give: "100 days ago" goes back.</summary>
internal static class Signs
{
    public static bool IsBack(Utterance utterance, Mention amount) =>
        amount is { Kind: MentionKind.Number, Unit.Length: > 0 } && amount.End + 1 < utterance.Tokens.Count
        && utterance.Tokens[amount.End + 1].Text.ToLowerInvariant() is "ago" or "before" or "earlier";
}
