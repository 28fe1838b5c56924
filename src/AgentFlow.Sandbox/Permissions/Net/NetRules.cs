namespace AgentFlow.Sandbox.Permissions;

/// <summary>What one tool may ask of the web: the grant, narrowed by the tool's manifest.</summary>
internal sealed class NetRules
{
    public required IReadOnlyList<HostPattern> Hosts { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required long MaxRequestBytes { get; init; }

    public required long MaxResponseBytes { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int MaxRedirects { get; init; }

    public required int MaxRequests { get; init; }

    public static NetRules Create(PermissionReader reader, NetGrant grant)
    {
        reader.IsObjectOf("hosts", "methods", "maxRequestBytes", "maxResponseBytes", "timeoutMs");
        return new()
        {
            Hosts = ReadHosts(reader, grant),
            Methods = ReadMethods(reader, grant),
            MaxRequestBytes = reader.AtMost("maxRequestBytes", grant.MaxRequestBytes, "NetGrant.MaxRequestBytes"),
            MaxResponseBytes = reader.AtMost("maxResponseBytes", grant.MaxResponseBytes, "NetGrant.MaxResponseBytes"),
            Timeout = TimeSpan.FromMilliseconds(reader.AtMost("timeoutMs", (long)Math.Ceiling(grant.Timeout.TotalMilliseconds), "NetGrant.Timeout")),
            MaxRedirects = grant.MaxRedirects,
            MaxRequests = grant.MaxRequests,
        };
    }

    private static List<HostPattern> ReadHosts(PermissionReader reader, NetGrant grant)
    {
        var granted = grant.Hosts.Select(h => HostPattern.TryParse(h)!).ToList();
        if (reader.Texts("hosts") is not { } asked)
            return granted;
        List<HostPattern> hosts = [];
        for (var i = 0; i < asked.Count; i++)
        {
            if (HostPattern.TryParse(asked[i]) is not { } host)
                reader.Problem($"'{asked[i]}' is not a host. {HostPattern.Form}", $"/hosts/{i}");
            else if (!granted.Any(g => g.Covers(host)))
                reader.Problem($"Host '{asked[i]}' is not granted. Add it to NetGrant.Hosts, which has: {string.Join(", ", grant.Hosts)}.", $"/hosts/{i}");
            else
                hosts.Add(host);
        }
        return hosts;
    }

    private static IReadOnlyList<string> ReadMethods(PermissionReader reader, NetGrant grant)
    {
        if (reader.Texts("methods") is not { } asked)
            return grant.Methods;
        for (var i = 0; i < asked.Count; i++)
        {
            if (!grant.Methods.Contains(asked[i], StringComparer.Ordinal))
                reader.Problem($"Method '{asked[i]}' is not granted. Add it to NetGrant.Methods, which has: {string.Join(", ", grant.Methods)}.", $"/methods/{i}");
        }
        return [.. asked.Intersect(grant.Methods, StringComparer.Ordinal)];
    }
}
