namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary>The parts of a URL, percent-encoded where they need it.</summary>
internal sealed class UrlRecord
{
    private static readonly Dictionary<string, string> Special = new(StringComparer.Ordinal)
    {
        ["http"] = "80",
        ["https"] = "443",
        ["ws"] = "80",
        ["wss"] = "443",
        ["ftp"] = "21",
        ["file"] = "",
    };

    public string Scheme { get; set; } = "";

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Null where there is no authority.</summary>
    public string? Host { get; set; }

    /// <summary>Empty where it is the scheme's own.</summary>
    public string Port { get; set; } = "";

    public string Path { get; set; } = "";

    /// <summary>Whether the path is a text without a structure, as in <c>mailto:a@b</c>.</summary>
    public bool IsOpaque { get; set; }

    /// <summary>Without the question mark; null where there is none.</summary>
    public string? Query { get; set; }

    /// <summary>Without the hash; null where there is none.</summary>
    public string? Fragment { get; set; }

    public bool IsSpecial => Special.ContainsKey(Scheme);

    public string HostWithPort => Port.Length > 0 ? $"{Host}:{Port}" : Host ?? "";

    public string Origin => Scheme is "http" or "https" or "ws" or "wss" or "ftp" ? $"{Scheme}://{HostWithPort}" : "null";

    public string Href
    {
        get
        {
            var user = Username.Length == 0 && Password.Length == 0 ? "" : Username + (Password.Length > 0 ? ":" + Password : "") + "@";
            var authority = Host is null ? (!IsOpaque && Path.StartsWith("//", StringComparison.Ordinal) ? "/." : "") : $"//{user}{HostWithPort}";
            return $"{Scheme}:{authority}{Path}{(Query is null ? "" : "?" + Query)}{(Fragment is null ? "" : "#" + Fragment)}";
        }
    }

    /// <summary>The port that a scheme has anyway, empty where it has none.</summary>
    public static string DefaultPort(string scheme) => Special.GetValueOrDefault(scheme, "");

    public static bool IsSpecialScheme(string scheme) => Special.ContainsKey(scheme);
}
