using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.Prompts.Formats;

namespace AgentFlow.Prompts.Binding;

/// <summary>Finds the properties that a template's variables mean among those that JSON has of the input.</summary>
internal static class JsonProperties
{
    /// <summary>For each variable of the template its property; null for an optional one that the input does not have.</summary>
    /// <exception cref="ArgumentException">Variables that have no property, all of them.</exception>
    public static InputProperty<TInput>?[] Bind<TInput>(PromptTemplate template, JsonTypeInfo<TInput> type)
    {
        IReadOnlyList<JsonPropertyInfo> properties = [.. type.Properties.Where(p => p.Get is not null)];
        string[] optional = [.. template.Body.Optional, .. template.Partials.ToArray().Select(p => p.Name)];
        var found = InputProperties.Match(typeof(TInput), properties, p => p.Name, template.Body.All, optional);
        return [.. found.Select(p => p is null ? null : new JsonProperty<TInput>(p))];
    }

    /// <summary>A property read by the serialiser's own getter.</summary>
    private sealed class JsonProperty<TInput>(JsonPropertyInfo property) : InputProperty<TInput>
    {
        private readonly bool _isText = property.PropertyType == typeof(string) || property.PropertyType.IsPrimitive || typeof(IFormattable).IsAssignableFrom(property.PropertyType);

        public override object? Get(TInput input)
        {
            var value = property.Get!(input!);
            return _isText || value is null ? value : JsonSerializer.SerializeToElement(value, property.Options.GetTypeInfo(property.PropertyType));
        }

        public override void Write(ref PromptSink sink, TInput input, string? format, string variable) => sink.Append(Get(input), format, variable);
    }
}
