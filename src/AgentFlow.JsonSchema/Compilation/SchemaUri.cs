using System.Text.RegularExpressions;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>URI references as RFC 3986 resolves them, compared by their text.</summary>
internal static partial class SchemaUri
{
    public static (string Uri, string Fragment) Split(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, "") : (reference[..hash], reference[(hash + 1)..]);
    }

    /// <summary>Resolves a reference without fragment against a base without fragment.</summary>
    public static string Resolve(string baseUri, string reference)
    {
        if (reference.Length == 0)
            return baseUri;
        var own = Parts().Match(reference).Groups;
        if (own["scheme"].Success || baseUri.Length == 0)
            return reference;
        var from = Parts().Match(baseUri).Groups;
        var scheme = from["scheme"].Value;
        if (own["authority"].Success)
            return scheme + own["authority"].Value + RemoveDots(own["path"].Value) + own["query"].Value;
        var authority = from["authority"].Value;
        var path = own["path"].Value;
        if (path.Length == 0)
            return scheme + authority + from["path"].Value + (own["query"].Success ? own["query"].Value : from["query"].Value);
        if (path[0] != '/')
            path = Merge(authority, from["path"].Value, path);
        return scheme + authority + RemoveDots(path) + own["query"].Value;
    }

    /// <summary>A name as a JSON pointer writes it.</summary>
    public static string EscapeToken(string name) =>
        name.Contains('~', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal)
            ? name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : name;

    public static string UnescapeToken(string token) =>
        token.Contains('~', StringComparison.Ordinal)
            ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : token;

    private static string Merge(string authority, string basePath, string path)
    {
        if (authority.Length > 0 && basePath.Length == 0)
            return "/" + path;
        return basePath[..(basePath.LastIndexOf('/') + 1)] + path;
    }

    private static string RemoveDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.StartsWith('.'))
            return path;
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var index = 0; index < segments.Length; index++)
        {
            var last = index == segments.Length - 1;
            if (segments[index] == "..")
            {
                if (kept.Count > 0 && !(kept.Count == 1 && kept[0].Length == 0))
                    kept.RemoveAt(kept.Count - 1);
            }
            else if (segments[index] != ".")
            {
                kept.Add(segments[index]);
                continue;
            }
            if (last)
                kept.Add("");
        }
        return string.Join('/', kept);
    }

    // RFC 3986, appendix B.
    [GeneratedRegex(
        "^(?<scheme>[^:/?#]+:)?(?<authority>//[^/?#]*)?(?<path>[^?#]*)(?<query>\\?[^#]*)?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
