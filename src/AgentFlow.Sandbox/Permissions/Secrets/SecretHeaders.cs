using System.Text.RegularExpressions;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>The secrets of one request: puts them into its headers, for the hosts for which they are meant, and makes the mask for what comes back.</summary>
internal sealed partial class SecretHeaders(IReadOnlyDictionary<string, SecretGrant> secrets)
{
    private const int MinLength = 8;

    /// <summary>What begins a reference, wherever it stands; only headers may have one.</summary>
    public const string Opening = "${secret:";

    /// <summary>Whether a text refers to a secret, or looks as if it would.</summary>
    public static bool IsIn(string text) => text.Contains(Opening, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads all secrets of the tool and not only those of the request: an answer may give back what an earlier one was sent.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, secret) in secrets)
        {
            var value = await secret.Value(cancellationToken).ConfigureAwait(false);
            values.Add(name, value is { Length: >= MinLength } && value.All(c => c is >= ' ' and <= '~')
                ? value
                : throw new ScriptHostException($"Secret '{name}' cannot be used: it needs at least {MinLength} characters, all of them printable ASCII. Tell the operator."));
        }
        return values;
    }

    /// <summary>A header's value with its secrets in place.</summary>
    /// <exception cref="ScriptHostException">It refers to a secret that the tool does not have, or that is not for this host.</exception>
    public string Fill(string text, SafeUrl url, IReadOnlyDictionary<string, string> values)
    {
        if (!IsIn(text))
            return text;
        if (IsIn(Reference().Replace(text, string.Empty)))
            throw new ScriptHostException($"A header has a broken reference to a secret in it. Write {Opening}NAME}}.");
        return Reference().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            if (!secrets.TryGetValue(name, out var secret))
                throw new ScriptHostException($"This tool has no secret '{name}'. Its manifest names: {(secrets.Count == 0 ? "none" : string.Join(", ", secrets.Keys))}.");
            return secret.Patterns.Any(p => p.Matches(url))
                ? values[name]
                : throw new ScriptHostException($"Secret '{name}' must not be sent to '{url.Origin}'.");
        });
    }

    [GeneratedRegex(@"\$\{secret:([A-Za-z0-9_.-]{1,100})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
