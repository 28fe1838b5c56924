namespace AgentFlow.Sandbox.Permissions;

/// <summary>A host, or all below one, that may be asked: by which scheme and at which port. It reads like a URL's beginning, by the rules of <see cref="SafeUrl"/>.</summary>
internal sealed class HostPattern
{
    private readonly string _host;
    private readonly string _scheme;
    private readonly int _port;

    private HostPattern(string scheme, string host, int port)
    {
        _scheme = scheme;
        _host = host;
        _port = port;
    }

    private bool IsWild => _host.StartsWith('*');

    public static IReadOnlyList<HostPattern> ParseAll(IEnumerable<string> texts, string where, List<string> problems)
    {
        List<HostPattern> patterns = [];
        foreach (var text in texts)
        {
            if (TryParse(text) is { } pattern)
                patterns.Add(pattern);
            else
                problems.Add($"{where} has '{text}'. {Form}");
        }
        return patterns;
    }

    /// <summary>What a pattern looks like, for whoever wrote one that does not.</summary>
    public const string Form = "Write a host such as api.example.org, *.example.org or * , with http:// before it where it has no HTTPS, and with :PORT behind it where that is not the usual one.";

    public static HostPattern? TryParse(string text)
    {
        var (scheme, rest) = text switch
        {
            _ when text.StartsWith("http://", StringComparison.Ordinal) => ("http", text[7..]),
            _ when text.StartsWith("https://", StringComparison.Ordinal) => ("https", text[8..]),
            _ => ("https", text),
        };
        if (rest.AsSpan().ContainsAny("/?#"))
            return null;
        // A star stands for a label or more; for the check of the rest any label will do.
        var isAny = rest == "*" || rest.StartsWith("*:", StringComparison.Ordinal);
        var isBelow = rest.StartsWith("*.", StringComparison.Ordinal);
        var (url, _) = SafeUrl.Parse($"{scheme}://{(isAny || isBelow ? "a" + rest[1..] : rest)}/");
        if (url is null || (isBelow && url.IsAddress))
            return null;
        return new HostPattern(scheme, isAny ? "*" : isBelow ? "*" + url.Host[1..] : url.Host, url.Port);
    }

    /// <summary>Whether a request to this address is allowed.</summary>
    public bool Matches(SafeUrl url) => url.Scheme == _scheme && url.Port == _port && MatchesHost(url.Host, url.IsAddress);

    /// <summary>Whether everything that another pattern allows is allowed by this one.</summary>
    public bool Covers(HostPattern other)
    {
        if (_scheme != other._scheme || _port != other._port)
            return false;
        return _host == other._host || (other.IsWild ? IsWild && (_host == "*" || other._host.EndsWith(_host[1..], StringComparison.Ordinal)) : MatchesHost(other._host, SafeUrl.LooksLikeAddress(other._host)));
    }

    private bool MatchesHost(string host, bool isAddress) =>
        host == _host || (IsWild && !isAddress && (_host == "*" || host.EndsWith(_host[1..], StringComparison.Ordinal)));
}
