using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace AgentFlow.Models;

/// <summary>
/// Makes a chat client out of a model's name, such as <c>openai/gpt-5-mini</c>, <c>ollama/qwen3:8b</c> or <c>offline</c>.
/// </summary>
public static class ModelClient
{
    /// <summary>
    /// The configuration section that a model is read from: its name, or an object with <c>Name</c>, <c>BaseUrl</c> and <c>ApiKey</c>.
    /// </summary>
    public const string ConfigurationSection = "AgentFlow:Model";

    /// <summary>The environment variable that names the model where the configuration does not.</summary>
    public const string ModelVariable = "AGENTFLOW_MODEL";

    /// <summary>Every provider whose models can be named, in the order of a list to show.</summary>
    public static IReadOnlyList<ModelProvider> Providers { get; } = [.. ProviderTable.Entries.Select(static entry => entry.Provider)];

    /// <summary>A client for the model; nothing is sent before its first call.</summary>
    /// <param name="name">Provider and model with a slash between them; the model's own name may hold more slashes.</param>
    /// <param name="options">Address, key and transport, where they are not those of the environment.</param>
    /// <exception cref="ArgumentException">The name has no provider, or one that is not in <see cref="Providers"/>.</exception>
    /// <exception cref="ModelKeyMissingException">The provider needs a key and there is none.</exception>
    public static IChatClient Create(string name, ModelClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var provider = (slash < 0 ? name : name[..slash]).Trim();
        var model = slash < 0 ? "" : name[(slash + 1)..].Trim();
        var entry = ProviderTable.Entries.FirstOrDefault(entry => entry.Provider.Name.Equals(provider, StringComparison.OrdinalIgnoreCase))
            ?? throw UnknownProvider(name, provider, hasSlash: slash >= 0);
        if (model.Length == 0 && entry.Provider.Name != ProviderTable.Offline)
        {
            throw new ArgumentException(
                $"The name '{name}' has no model. Write '{entry.Provider.Name}/MODEL', as in '{ProviderTable.Example}'.", nameof(name));
        }
        return entry.Create(new ProviderRequest(entry.Provider, model, options ?? new()));
    }

    /// <summary>
    /// A client for the model that the section <see cref="ConfigurationSection"/> names, else <see cref="ModelVariable"/>.
    /// </summary>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="options">Its address and key, where given, come before those of the configuration.</param>
    /// <exception cref="InvalidOperationException">No model is named.</exception>
    public static IChatClient Create(IConfiguration configuration, ModelClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        options ??= new();
        var section = configuration.GetSection(ConfigurationSection);
        var name = FirstOf(section.Value, section["Name"], options.Environment(ModelVariable))
            ?? throw new InvalidOperationException(
                $"No model is configured. Set the configuration key {ConfigurationSection}, or the environment variable {ModelVariable}, "
                + $"to a name such as '{ProviderTable.Offline}', 'ollama/qwen3:8b' or '{ProviderTable.Example}'.");
        return Create(name, new ModelClientOptions
        {
            BaseUrl = options.BaseUrl ?? Address(section),
            ApiKey = FirstOf(options.ApiKey, section["ApiKey"]),
            Environment = options.Environment,
            Transport = options.Transport,
        });
    }

    private static Uri? Address(IConfigurationSection section)
    {
        if (FirstOf(section["BaseUrl"]) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url
            : throw new InvalidOperationException(
                $"The configuration key {ConfigurationSection}:BaseUrl is '{text}', which is not an absolute URL.");
    }

    private static string? FirstOf(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
                return value;
        }
        return null;
    }

    private static ArgumentException UnknownProvider(string name, string provider, bool hasSlash)
    {
        var known = ProviderTable.Entries.Select(static entry => entry.Provider.Name).ToList();
        var problem = hasSlash
            ? $"Provider '{provider}' of model '{name}' is not known. Did you mean '{NearestNames.Of(provider, known, 1).First()}'?"
            : $"The model name '{name}' has no provider. Write 'provider/model', as in '{ProviderTable.Example}'.";
        return new ArgumentException($"{problem} Providers: {string.Join(", ", known)}.", nameof(name));
    }
}
