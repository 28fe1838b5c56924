using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AgentFlow.Tools;

/// <summary>
/// The arguments of a tool call, kept as the JSON object that the model wrote, so that they are parsed once and validated, journaled
/// and sent back without being built again. Reads like the dictionary that <c>FunctionCallContent.Arguments</c> asks for, with
/// <see cref="JsonElement"/> values.
/// </summary>
public sealed class JsonArguments : IDictionary<string, object?>
{
    /// <summary>
    /// The key under which a backend keeps, in a call's <c>AdditionalProperties</c>, argument text that is not a JSON object; the
    /// call's <c>Arguments</c> are null then.
    /// </summary>
    public const string RawTextKey = "agentflow.rawArguments";

    /// <summary>
    /// The key under which a backend that has put malformed argument text right itself keeps, in a call's <c>AdditionalProperties</c>, what it
    /// changed; an agent reports it with the call, or refuses the call when <see cref="ToolOptions.RepairArguments"/> is off.
    /// </summary>
    public const string RepairsKey = "agentflow.repairs";

    private Dictionary<string, object?>? _changed;

    /// <summary>Wraps <paramref name="json"/>, whose document must stay undisposed.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not an object.</exception>
    public JsonArguments(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The arguments of a tool call are a JSON object, not a JSON {json.ValueKind}.", nameof(json));
        Original = json;
    }

    /// <summary>Parses the text that a model wrote.</summary>
    /// <param name="utf8Json">UTF-8 JSON; empty or white space counts as <c>{}</c>, which is what models send for a call without arguments.</param>
    /// <exception cref="JsonException">The text is not JSON, or not a JSON object.</exception>
    public static JsonArguments Parse(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
            utf8Json = "{}"u8;
        var reader = new Utf8JsonReader(utf8Json);
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException($"The arguments of a tool call are a JSON object, not a JSON {element.ValueKind}.");
        if (!utf8Json[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty)
            throw new JsonException($"Text follows the JSON object at byte {reader.BytesConsumed}.");
        return new JsonArguments(element);
    }

    /// <summary>The object as the model wrote it.</summary>
    public JsonElement Original { get; }

    /// <summary>Whether an entry was set or removed since, so that <see cref="Original"/> is no longer what the dictionary says.</summary>
    public bool IsChanged => _changed is not null;

    /// <inheritdoc />
    public ICollection<string> Keys => Entries().Keys;

    /// <inheritdoc />
    public ICollection<object?> Values => Entries().Values;

    /// <inheritdoc />
    public int Count => _changed?.Count ?? Original.GetPropertyCount();

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <inheritdoc />
    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no argument '{key}'.");
        set => Change()[key] = value;
    }

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        if (_changed is not null)
            return _changed.TryGetValue(key, out value);
        var found = Original.TryGetProperty(key, out var element);
        value = found ? element : null;
        return found;
    }

    /// <inheritdoc />
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc />
    public void Add(string key, object? value) => Change().Add(key, value);

    /// <inheritdoc />
    public bool Remove(string key) => Change().Remove(key);

    /// <inheritdoc />
    public void Clear() => Change().Clear();

    /// <inheritdoc />
    public void Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    /// <inheritdoc />
    public bool Contains(KeyValuePair<string, object?> item) => ((ICollection<KeyValuePair<string, object?>>)Entries()).Contains(item);

    /// <inheritdoc />
    public bool Remove(KeyValuePair<string, object?> item) => ((ICollection<KeyValuePair<string, object?>>)Change()).Remove(item);

    /// <inheritdoc />
    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)Entries()).CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Entries().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, object?> Change() => _changed ??= Entries();

    private Dictionary<string, object?> Entries()
    {
        if (_changed is not null)
            return _changed;
        var entries = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in Original.EnumerateObject())
            entries[property.Name] = property.Value;
        return entries;
    }
}
