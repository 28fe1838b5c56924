namespace AgentFlow.Models;

/// <summary>
/// Reads <c>OLLAMA_HOST</c>, which Ollama writes in many forms: <c>host</c>, <c>host:port</c>, <c>:port</c>, <c>0.0.0.0</c>, or a URL.
/// </summary>
internal static class OllamaHost
{
    private const int DefaultPort = 11434;

    /// <summary>The address to reach the server at; null if there is no value.</summary>
    /// <exception cref="InvalidOperationException">It is none of those forms.</exception>
    public static Uri? Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var text = value.Trim().Trim('"');
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (text.StartsWith(':'))
            text = "127.0.0.1" + text;
        if (!Uri.TryCreate(hasScheme ? text : "http://" + text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"The environment variable OLLAMA_HOST is '{value}', which is neither a host nor a URL.");
        var builder = new UriBuilder(url);
        // The address that a server listens on is not one to connect to.
        if (builder.Host is "0.0.0.0" or "[::]")
            builder.Host = "127.0.0.1";
        if (!hasScheme && !text.EndsWith($":{builder.Port}", StringComparison.Ordinal))
            builder.Port = DefaultPort;
        return builder.Uri;
    }
}
