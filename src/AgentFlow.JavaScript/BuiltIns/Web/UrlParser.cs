using System.Buffers;
using System.Globalization;
using System.Text;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary>Reads URLs by the rules of the WHATWG standard, with the oddities that only old pages need left out (drive letters, hosts of one label in file URLs).</summary>
internal static class UrlParser
{
    private const string FragmentSet = " \"<>`";
    private const string QuerySet = " \"#<>";
    private const string PathSet = " \"#<>?^`{}";
    private const string UserSet = " \"#<>?^`{}/:;=@[\\]|";
    private static readonly SearchValues<char> ForbiddenInHost = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");
    private static readonly SearchValues<char> ForbiddenInDomain = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|%");

    /// <summary>The parts of a text, resolved against a base where it has no scheme; null when it is no URL. Linear in the text.</summary>
    public static UrlRecord? Parse(string text, UrlRecord? origin)
    {
        text = string.Concat(text.Trim([.. Enumerable.Range(0, 33).Select(i => (char)i)]).Where(c => c is not ('\t' or '\n' or '\r')));
        var url = new UrlRecord();
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
        {
            url.Fragment = Encode(text[(hash + 1)..], FragmentSet);
            text = text[..hash];
        }

        var colon = SchemeLength(text);
        if (colon < 0)
            return origin is null ? null : Relative(url, text, origin);
        url.Scheme = text[..colon].ToLowerInvariant();
        var rest = text[(colon + 1)..];
        if (url.IsSpecial && url.Scheme != "file" && origin?.Scheme == url.Scheme && !rest.StartsWith('/') && !rest.StartsWith('\\'))
            return Relative(url, rest, origin);
        if (url.IsSpecial && url.Scheme != "file")
            return Authority(url, rest.TrimStart('/', '\\'));
        if (rest.StartsWith("//", StringComparison.Ordinal))
            return Authority(url, rest[2..]);
        if (url.Scheme == "file")
            url.Host = "";
        url.IsOpaque = url.Scheme != "file" && !rest.StartsWith('/');
        PathAndQuery(url, rest, "");
        return url;
    }

    private static int SchemeLength(string text)
    {
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
            return -1;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ':')
                return i;
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.'))
                return -1;
        }

        return -1;
    }

    private static UrlRecord? Relative(UrlRecord url, string text, UrlRecord origin)
    {
        url.Scheme = origin.Scheme;
        if (origin.IsOpaque && text.Length > 0)
            return null;
        var slashed = origin.IsSpecial ? text.Replace('\\', '/') : text;
        if (slashed.StartsWith("//", StringComparison.Ordinal))
            return Authority(url, text[2..]);
        (url.Username, url.Password, url.Host, url.Port, url.IsOpaque) = (origin.Username, origin.Password, origin.Host, origin.Port, origin.IsOpaque);
        if (text.Length == 0 || text[0] == '?')
        {
            url.Path = origin.Path;
            url.Query = text.Length == 0 ? origin.Query : Query(url, text[1..]);
            if (text.Length == 0 && url.Fragment is null && origin.IsOpaque)
                return null;
            return url;
        }

        PathAndQuery(url, text, slashed[0] == '/' ? "" : origin.Path[..(origin.Path.LastIndexOf('/') + 1)]);
        return url;
    }

    private static UrlRecord? Authority(UrlRecord url, string text)
    {
        var end = text.AsSpan().IndexOfAny(url.IsSpecial ? "/?\\" : "/?");
        var authority = end < 0 ? text : text[..end];
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            url.Username = Encode(colon < 0 ? user : user[..colon], UserSet);
            url.Password = colon < 0 ? "" : Encode(user[(colon + 1)..], UserSet);
            authority = authority[(at + 1)..];
            if (authority.Length == 0)
                return null;
        }

        if (!SetHostAndPort(url, authority))
            return null;
        PathAndQuery(url, end < 0 ? "" : text[end..], "");
        return url;
    }

    /// <summary>Sets host and port from <c>host:port</c>; false when they are none.</summary>
    public static bool SetHostAndPort(UrlRecord url, string authority)
    {
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && colon > authority.LastIndexOf(']'))
        {
            if (!SetPort(url, authority[(colon + 1)..]))
                return false;
            authority = authority[..colon];
        }

        if (Host(authority, url.IsSpecial) is not { } host || (host.Length == 0 && url.IsSpecial && url.Scheme != "file"))
            return false;
        url.Host = host;
        return true;
    }

    public static bool SetPort(UrlRecord url, string text)
    {
        if (text.Length == 0)
            return true;
        if (!text.All(char.IsAsciiDigit) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            return false;
        var plain = port.ToString(CultureInfo.InvariantCulture);
        url.Port = plain == UrlRecord.DefaultPort(url.Scheme) ? "" : plain;
        return true;
    }

    /// <summary>A host made canonical: lower case, ASCII, addresses in their usual form. Null when it is none.</summary>
    public static string? Host(string text, bool special)
    {
        if (text.StartsWith('['))
        {
            return text.EndsWith(']') && System.Net.IPAddress.TryParse(text[1..^1], out var address) && !text.Contains('%', StringComparison.Ordinal)
                ? $"[{address}]" : null;
        }

        if (!special)
            return text.AsSpan().IndexOfAny(ForbiddenInHost) >= 0 ? null : Encode(text, "");
        var host = Decode(text).ToLowerInvariant();
        if (!Ascii.IsValid(host))
        {
            try
            {
                host = new IdnMapping { AllowUnassigned = true }.GetAscii(host);
            }
            catch (ArgumentException)
            {
                // The standard calls a host that has no ASCII form a failure, which the caller reports.
                return null;
            }
        }

        if (host.AsSpan().IndexOfAny(ForbiddenInDomain) >= 0)
            return null;
        var labels = host.TrimEnd('.').Split('.');
        return labels[^1].Length > 0 && char.IsAsciiDigit(labels[^1][0]) && (labels[^1].All(char.IsAsciiDigit) || labels[^1].StartsWith("0x", StringComparison.Ordinal))
            ? Address(labels) : host;
    }

    private static string? Address(string[] parts)
    {
        if (parts.Length > 4)
            return null;
        ulong value = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var radix = parts[i].StartsWith("0x", StringComparison.Ordinal) ? 16 : parts[i].Length > 1 && parts[i][0] == '0' ? 8 : 10;
            var number = Conversion.BigIntText.ParseDigits(parts[i].AsSpan(radix == 16 ? 2 : 0), radix);
            var bytes = i == parts.Length - 1 ? 5 - parts.Length : 1;
            if (parts[i].Length > 20 || number is null || number >= 1UL << (8 * bytes))
                return null;
            value = (value << (8 * bytes)) + (ulong)number;
        }

        return $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}";
    }

    private static void PathAndQuery(UrlRecord url, string text, string before)
    {
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0)
        {
            url.Query = Query(url, text[(mark + 1)..]);
            text = text[..mark];
        }

        url.Path = url.IsOpaque ? Encode(text, "") : Path(before + text, url.IsSpecial);
    }

    public static string Query(UrlRecord url, string text) => Encode(text, url.IsSpecial ? QuerySet + "'" : QuerySet);

    public static string EncodeFragment(string text) => Encode(text, FragmentSet);

    public static string EncodeUser(string text) => Encode(text, UserSet);

    /// <summary>A path with its dots resolved.</summary>
    public static string Path(string text, bool special)
    {
        if (special)
            text = text.Replace('\\', '/');
        if (text.Length == 0)
            return special ? "/" : "";
        var segments = (text[0] == '/' ? text[1..] : text).Split('/');
        List<string> result = [];
        for (var i = 0; i < segments.Length; i++)
        {
            var plain = segments[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
            if (plain is "." or "..")
            {
                if (plain == ".." && result.Count > 0)
                    result.RemoveAt(result.Count - 1);
                if (i == segments.Length - 1)
                    result.Add("");
            }
            else
            {
                result.Add(Encode(segments[i], PathSet));
            }
        }

        return "/" + string.Join('/', result);
    }

    private static string Encode(string text, string set)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and < 0x7F && !set.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return result.ToString();
    }

    /// <summary>The text with all valid escapes resolved, read as UTF-8.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                bytes[count++] = (byte)((Conversion.BigIntText.DigitValue((char)bytes[i + 1]) * 16) + Conversion.BigIntText.DigitValue((char)bytes[i + 2]));
                i += 2;
            }
            else
            {
                bytes[count++] = bytes[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
