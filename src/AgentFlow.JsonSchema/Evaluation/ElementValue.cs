using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>A parsed element.</summary>
internal readonly struct ElementValue(JsonElement element) : IJsonValue<ElementMembers, ElementItems>
{
    public JsonElement Element => element;

    public JsonValueKind Kind => element.ValueKind;

    public ReadOnlySpan<byte> Raw
    {
        get
        {
            var raw = JsonMarshal.GetRawUtf8Value(element);
            return element.ValueKind == JsonValueKind.String ? raw[1..^1] : raw;
        }
    }

    public int Count => element.ValueKind == JsonValueKind.Object ? element.GetPropertyCount() : element.GetArrayLength();

    public ElementMembers Members() => new(element);

    public ElementItems Items() => new(element);
}

internal struct ElementMembers(JsonElement element) : IJsonMembers<ElementValue>
{
    private JsonElement.ObjectEnumerator _members = element.EnumerateObject();

    public readonly ElementValue Current => new(_members.Current.Value);

    public readonly ReadOnlySpan<byte> RawName => JsonMarshal.GetRawUtf8PropertyName(_members.Current);

    public bool MoveNext() => _members.MoveNext();
}

internal struct ElementItems(JsonElement element) : IJsonItems<ElementValue>
{
    private JsonElement.ArrayEnumerator _items = element.EnumerateArray();

    public readonly ElementValue Current => new(_items.Current);

    public bool MoveNext() => _items.MoveNext();
}
