namespace AgentFlow.Models;

/// <summary>A model that was asked for by name, and where its address and key are looked up.</summary>
internal sealed record ProviderRequest(ModelProvider Provider, string Model, ModelClientOptions Options)
{
    /// <summary>The address: given, from the environment, or the provider's own.</summary>
    /// <exception cref="InvalidOperationException">There is none, or the environment's is no URL.</exception>
    public Uri BaseUrl()
    {
        if (Options.BaseUrl is { } given)
            return given;
        if (Provider.UrlVariable is { } variable && Options.Environment(variable) is { Length: > 0 } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url
                : throw new InvalidOperationException($"The environment variable {variable} is '{text}', which is not an http or https URL.");
        }
        return Provider.BaseUrl ?? throw new InvalidOperationException(
            $"Provider '{Provider.Name}' has no address of its own. Set the environment variable {Provider.UrlVariable} "
            + $"or the configuration key {ModelClient.ConfigurationSection}:BaseUrl.");
    }

    /// <summary>The key: given, or from the environment. Only the provider's own address is known to need one.</summary>
    /// <exception cref="ModelKeyMissingException">It needs one and there is none.</exception>
    public string? ApiKey(Uri baseUrl)
    {
        var key = Options.ApiKey;
        if (string.IsNullOrWhiteSpace(key) && Provider.KeyVariable is { } variable)
            key = Options.Environment(variable);
        if (!string.IsNullOrWhiteSpace(key))
            return key.Trim();
        if (!Provider.NeedsKey || (Provider.BaseUrl is not null && baseUrl != Provider.BaseUrl))
            return null;
        throw new ModelKeyMissingException(
            $"Model '{Provider.Name}/{Model}' needs a key and there is none. Set the environment variable {Provider.KeyVariable} "
            + $"or the configuration key {ModelClient.ConfigurationSection}:ApiKey; or use the model '{ProviderTable.Offline}', "
            + "which needs neither key nor network.", new ModelFailure(Provider.Name, Model));
    }
}
