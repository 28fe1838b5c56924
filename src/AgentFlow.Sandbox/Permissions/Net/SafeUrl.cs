using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// An address of the web that means the same to everybody who reads it. Whatever one reader could take for another host than the next one does is refused and not
/// put right: other spellings of numbers, letters that are not ASCII, escapes, user names, backslashes, dots at the end.
/// </summary>
internal sealed class SafeUrl
{
    private const int MaxLength = 8_192;

    private SafeUrl(Uri uri, string host, bool isAddress)
    {
        Uri = uri;
        Host = host;
        IsAddress = isAddress;
    }

    public Uri Uri { get; }

    public string Scheme => Uri.Scheme;

    /// <summary>The host in lower case; an IPv6 address without brackets, in its usual form.</summary>
    public string Host { get; }

    public bool IsAddress { get; }

    public int Port => Uri.Port;

    /// <summary>Scheme, host and port.</summary>
    public string Origin => Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The address without query, which may hold what nobody should log.</summary>
    public string Shown => Uri.GetLeftPart(UriPartial.Path);

    /// <summary>Reads an address; the problem is worded for whoever wrote it.</summary>
    public static (SafeUrl? Url, string? Problem) Parse(string text)
    {
        if (text.Length > MaxLength)
            return (null, $"The address has {text.Length} characters; at most {MaxLength} are allowed.");
        if (text.Any(c => c is <= ' ' or '\\' or (>= '\u007f' and <= '\u009f') || char.IsWhiteSpace(c) || char.IsSurrogate(c)))
            return (null, "The address has a space, a backslash or a control character in it. Escape it.");
        var start = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (start == 0)
            return (null, "The address must begin with https:// or http://.");
        var end = text.AsSpan(start).IndexOfAny("/?#");
        var authority = end < 0 ? text[start..] : text.Substring(start, end);
        var (host, port, problem) = ReadAuthority(authority);
        if (problem is not null)
            return (null, problem);
        // The runtime's reader has to agree, for it is what sends the request.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0
            || !string.Equals(uri.IdnHost.Trim('[', ']'), host, StringComparison.OrdinalIgnoreCase) || uri.Port != (port ?? (start == 8 ? 443 : 80)))
            return (null, $"The address has a host, '{authority}', that can be read in more than one way.");
        return (new SafeUrl(uri, host, LooksLikeAddress(host)), null);
    }

    /// <summary>Whether a host that was read here is an address rather than a name.</summary>
    public static bool LooksLikeAddress(string host) => host.Contains(':', StringComparison.Ordinal) || char.IsAsciiDigit(host[^1]) && IsNumeric(host[(host.LastIndexOf('.') + 1)..]);

    private static (string Host, int? Port, string? Problem) ReadAuthority(string authority)
    {
        if (authority.Any(c => c > '\u007f'))
            return Wrong($"The host '{authority}' has letters that are not ASCII. Write it in its ASCII form (xn--...).");
        if (authority.Contains('@', StringComparison.Ordinal))
            return Wrong("The address has a user name or password before the host. Leave it out, and use a header.");
        var split = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : authority.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? colon : authority.Length;
        var port = default(int?);
        if (split < authority.Length)
        {
            var digits = authority.AsSpan(split + 1);
            if (authority[split] != ':' || digits.Length is 0 or > 5 || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9') || int.Parse(digits, CultureInfo.InvariantCulture) is not (<= 65_535 and var number))
                return Wrong($"The port in '{authority}' is not a number from 1 to 65535.");
            port = number;
        }
        var (host, problem) = ReadHost(authority[..split].ToLowerInvariant());
        return problem is null ? (host, port, null) : Wrong(problem);

        static (string, int?, string?) Wrong(string problem) => (string.Empty, null, problem);
    }

    private static (string Host, string? Problem) ReadHost(string host)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? (address.ToString(), null)
                : (host, $"'{host}' is not an IPv6 address.");
        }
        var labels = host.Split('.');
        if (host.Length is 0 or > 253 || labels.Any(l => l.Length is 0 or > 63 || l[0] == '-' || l[^1] == '-' || !l.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            return (host, $"'{host}' is not a host: letters, digits and hyphens between single dots, and no dot at the end.");
        // What ends in a number is an address to every reader (WHATWG URL, "ends in a number"), so it must be one in the form that all agree on.
        if (IsNumeric(labels[^1]) && (labels.Length != 4 || labels.Any(l => !byte.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out var part) || part.ToString(CultureInfo.InvariantCulture) != l)))
            return (host, $"'{host}' is a number and not a name. Write an IPv4 address as four decimal numbers without zeros before them.");
        return (host, null);
    }

    private static bool IsNumeric(string label) =>
        label.All(char.IsAsciiDigit) || (label.StartsWith("0x", StringComparison.Ordinal) && label.Skip(2).All(char.IsAsciiHexDigit));
}
