using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentFlow.Testing.Recording;

/// <summary>Takes secrets out of an exchange before it is written down: those that the test names, and what has the form of a well-known kind of key.</summary>
internal sealed partial class SecretMask(IReadOnlyList<string> secrets)
{
    private const string Mask = "***";

    /// <summary>Each secret as it is and as it may be encoded, the longest first so that no part of one is left.</summary>
    private readonly List<string> _named = [.. secrets.Where(s => s.Length > 0)
        .SelectMany(s => new[] { s, Uri.EscapeDataString(s), Convert.ToBase64String(Encoding.UTF8.GetBytes(s)) })
        .Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    /// <summary>Masks every text within, and every text under a name such as <c>password</c>.</summary>
    public void Apply(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (TextOf(value) is { } text)
                        members[name] = IsSecretName().IsMatch(name) ? Mask : Apply(text);
                    else
                        Apply(value);
                }
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (TextOf(items[i]) is { } text)
                        items[i] = Apply(text);
                    else
                        Apply(items[i]);
                }
                break;
        }
    }

    /// <summary>Masks what stands in a stream in pieces: where the pieces together hold a secret, the first gets the masked whole and the others nothing.</summary>
    public void ApplyAcross(IReadOnlyList<JsonObject> texts)
    {
        var whole = string.Concat(texts.Select(t => TextOf(t["text"])));
        var masked = Apply(whole);
        if (masked == whole)
            return;
        for (var i = 0; i < texts.Count; i++)
            texts[i]["text"] = i == 0 ? masked : string.Empty;
    }

    private string Apply(string text)
    {
        foreach (var secret in _named)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = Bearer().Replace(text, "$1" + Mask);
        text = Assigned().Replace(text, "$1" + Mask);
        return Keys().Replace(text, Mask);
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    [GeneratedRegex(@"(\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    /// <summary>key=VALUE in an address or a line of settings, "key": "VALUE" in JSON within a text.</summary>
    [GeneratedRegex(@"(\b(?:api[_-]?key|access[_-]?token|client[_-]?secret|password|secret|token)(?:\s*=\s*|""\s*:\s*""))[^\s&""'\\,;]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Assigned();

    /// <summary>OpenAI and Anthropic (sk-), GitHub (gh?_), AWS (AKIA), Google (AIza), Slack (xox?-), JSON Web Tokens.</summary>
    [GeneratedRegex(@"\bsk-[A-Za-z0-9_-]{8,}|\bgh[pousr]_[A-Za-z0-9]{16,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*")]
    private static partial Regex Keys();

    [GeneratedRegex(@"^(?:api[_-]?key|access[_-]?token|client[_-]?secret|password|authorization)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecretName();
}
