using System.Net;
using System.Net.Sockets;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// Which addresses may be connected to: those of the public internet, and the networks that the host has listed. After IANA's registries of special-purpose
/// addresses (RFC 6890) as of 2025. Of IPv6 only what is known to be public is let through.
/// </summary>
internal sealed class AddressRules(IReadOnlyList<string> listed)
{
    private static readonly (IPNetwork Network, string Kind)[] SpecialV4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared by a provider's customers"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), "a cloud's metadata"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"),
        (IPNetwork.Parse("192.0.2.0/24"), "for documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "reserved"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "for benchmarks"),
        (IPNetwork.Parse("198.51.100.0/24"), "for documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "for documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
    ];

    private static readonly (IPNetwork Network, string Kind)[] SpecialV6 =
    [
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("::/96"), "unspecified, or IPv4 in an old form"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "private"),
        (IPNetwork.Parse("2001::/32"), "a tunnel (Teredo)"),
        (IPNetwork.Parse("2001::/23"), "reserved"),
        (IPNetwork.Parse("2001:db8::/32"), "for documentation"),
        (IPNetwork.Parse("2002::/16"), "a tunnel (6to4)"),
        (IPNetwork.Parse("3fff::/20"), "for documentation"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private readonly IPNetwork[] _listed = [.. listed.Select(n => TryParseNetwork(n, out var network) ? network : throw new ArgumentException($"'{n}' is not a network."))];

    /// <summary>An address, or a network in CIDR form.</summary>
    public static bool TryParseNetwork(string text, out IPNetwork network)
    {
        if (text.Contains('/', StringComparison.Ordinal))
            return IPNetwork.TryParse(text, out network);
        network = default;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }

    /// <summary>What kind of address it is that may not be connected to; null for one that may.</summary>
    public string? Refusal(IPAddress address)
    {
        var real = Unwrapped(address);
        if (_listed.Any(n => n.Contains(real)))
            return null;
        if (real.AddressFamily == AddressFamily.InterNetwork)
            return Array.Find(SpecialV4, s => s.Network.Contains(real)).Kind;
        if (real.AddressFamily != AddressFamily.InterNetworkV6)
            return "of a kind that is not known";
        if (real.ScopeId != 0)
            return "link-local";
        return Array.Find(SpecialV6, s => s.Network.Contains(real)).Kind ?? (PublicV6.Contains(real) ? null : "reserved");
    }

    /// <summary>The IPv4 address inside one that only carries it (mapped, or translated by NAT64), to which the connection goes in the end.</summary>
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.ScopeId != 0 || !Nat64.Contains(address))
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return new IPAddress(bytes[12..]);
    }
}
