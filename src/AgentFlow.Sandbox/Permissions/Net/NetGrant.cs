using System.Net;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>Which web addresses sandboxed tools may ask, and how much of it. What a host's name stands for is looked at when a connection is made, each time.</summary>
public sealed class NetGrant
{
    /// <summary>
    /// The hosts: <c>api.example.org</c>, <c>*.example.org</c> (what is below it, not itself), <c>*</c> (every name, no bare address), <c>203.0.113.7</c>,
    /// <c>[2001:db8::1]</c>; each with a port where it is not the usual one (<c>api.example.org:8443</c>). They are asked by HTTPS alone; <c>http://</c> before one
    /// allows HTTP instead. At least one.
    /// </summary>
    public required IReadOnlyList<string> Hosts { get; set; }

    /// <summary>The methods. At least one.</summary>
    /// <value>GET and HEAD.</value>
    public IReadOnlyList<string> Methods { get; set; } = ["GET", "HEAD"];

    /// <summary>
    /// Addresses (<c>127.0.0.1</c>) and networks (<c>10.1.0.0/16</c>) that may be connected to though they are private, loopback, link-local or otherwise not of the
    /// public internet. The host must be allowed as well.
    /// </summary>
    /// <value>Empty: none of them.</value>
    public IReadOnlyList<string> PrivateNetworks { get; set; } = [];

    /// <summary>Bytes of address, headers and body of a request. From 1,024.</summary>
    /// <value>65,536.</value>
    public int MaxRequestBytes { get; set; } = 65_536;

    /// <summary>Bytes of an answer's body after decompression; a longer one is not read to its end, and is an error. From 1.</summary>
    /// <value>1,048,576.</value>
    public int MaxResponseBytes { get; set; } = 1_048_576;

    /// <summary>How long a request takes, with all its redirects and until the answer is read. Positive, 10 minutes at most.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many redirects are followed, each checked like the request itself. From 0 to 20.</summary>
    /// <value>5.</value>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How many requests one call of the tool may make; redirects count. From 1.</summary>
    /// <value>32.</value>
    public int MaxRequests { get; set; } = 32;

    /// <summary>Finds the addresses of a name.</summary>
    /// <value>Null: the system's resolver.</value>
    public Func<string, CancellationToken, ValueTask<IReadOnlyList<IPAddress>>>? Resolver { get; set; }

    internal NetGrant ValidCopy(List<string> problems)
    {
        Check(Hosts is { Count: > 0 }, "Net.Hosts is empty; name the hosts that may be asked.");
        _ = HostPattern.ParseAll(Hosts ?? [], "Net.Hosts", problems);
        Check(Methods.Count > 0, "Net.Methods is empty; name the methods that may be used.");
        foreach (var method in Methods.Where(m => !FetchRequest.IsMethod(m)))
            problems.Add($"Net.Methods has '{method}'; it must be letters in upper case, and not CONNECT or TRACE.");
        foreach (var network in PrivateNetworks.Where(n => !AddressRules.TryParseNetwork(n, out _)))
            problems.Add($"Net.PrivateNetworks has '{network}'; write an address such as 127.0.0.1 or a network such as 10.1.0.0/16.");
        Check(MaxRequestBytes >= 1_024, $"Net.MaxRequestBytes is '{MaxRequestBytes}'; it must be at least 1024.");
        Check(MaxResponseBytes >= 1, $"Net.MaxResponseBytes is '{MaxResponseBytes}'; it must be at least 1.");
        Check(Timeout > TimeSpan.Zero && Timeout <= TimeSpan.FromMinutes(10), $"Net.Timeout is '{Timeout}'; it must be positive and 10 minutes at most.");
        Check(MaxRedirects is >= 0 and <= 20, $"Net.MaxRedirects is '{MaxRedirects}'; it must be from 0 to 20.");
        Check(MaxRequests >= 1, $"Net.MaxRequests is '{MaxRequests}'; it must be at least 1.");
        return new()
        {
            Hosts = [.. Hosts ?? []],
            Methods = [.. Methods],
            PrivateNetworks = [.. PrivateNetworks],
            MaxRequestBytes = MaxRequestBytes,
            MaxResponseBytes = MaxResponseBytes,
            Timeout = Timeout,
            MaxRedirects = MaxRedirects,
            MaxRequests = MaxRequests,
            Resolver = Resolver,
        };

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }
    }
}
