using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>A value that a schema names in <c>const</c> or <c>enum</c>, in a form that compares without an allocation.</summary>
internal sealed class KeptValue
{
    private readonly byte[] _text = [];
    private readonly JsonNumber.Stored? _number;
    private readonly KeptValue[] _children = [];
    private readonly Utf8NameTable? _names;

    /// <exception cref="FormatException">The value is nested too deeply to be compared.</exception>
    public KeptValue(JsonElement element, int depth = 0)
    {
        if (depth > SchemaDefaults.MaxSchemaNesting)
            throw new FormatException($"the value is nested more than {SchemaDefaults.MaxSchemaNesting} deep.");
        Element = element;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _text = JsonText.ToUtf8(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
                break;
            case JsonValueKind.Number:
                _number = new JsonNumber.Stored(element.GetRawText());
                break;
            case JsonValueKind.Array:
                _children = [.. element.EnumerateArray().Select(item => new KeptValue(item, depth + 1))];
                break;
            case JsonValueKind.Object:
                _children = [.. element.EnumerateObject().Select(member => new KeptValue(member.Value, depth + 1))];
                _names = new Utf8NameTable([.. element.EnumerateObject().Select(member => JsonText.ToUtf8(JsonMarshal.GetRawUtf8PropertyName(member)))]);
                break;
            default:
                break;
        }
        Weight = 1 + _children.Sum(child => child.Weight);
    }

    public JsonElement Element { get; }

    public JsonValueKind Kind => Element.ValueKind;

    /// <summary>How many values it is made of.</summary>
    public int Weight { get; }

    /// <summary>The UTF-8 of a string.</summary>
    public byte[] Text => _text;

    public bool Matches<TValue, TMembers, TItems>(scoped in TValue value)
        where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
        where TMembers : struct, IJsonMembers<TValue>, allows ref struct
        where TItems : struct, IJsonItems<TValue>, allows ref struct
    {
        if (value.Kind != Kind)
            return false;
        return Kind switch
        {
            JsonValueKind.String => JsonText.IsEscaped(value.Raw) ? TextMatches(value.Raw) : value.Raw.SequenceEqual(_text),
            JsonValueKind.Number => new JsonNumber(value.Raw).CompareTo(_number!.Value) == 0,
            JsonValueKind.Array => value.Count == _children.Length && ItemsMatch<TValue, TMembers, TItems>(value),
            JsonValueKind.Object => value.Count == _children.Length && MembersMatch<TValue, TMembers, TItems>(value),
            _ => true,
        };
    }

    private bool TextMatches(ReadOnlySpan<byte> raw)
    {
        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(raw.Length);
        var matches = rented.AsSpan(0, JsonText.Unescape(raw, rented)).SequenceEqual(_text);
        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return matches;
    }

    private bool ItemsMatch<TValue, TMembers, TItems>(scoped in TValue value)
        where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
        where TMembers : struct, IJsonMembers<TValue>, allows ref struct
        where TItems : struct, IJsonItems<TValue>, allows ref struct
    {
        var items = value.Items();
        for (var index = 0; items.MoveNext(); index++)
        {
            if (!_children[index].Matches<TValue, TMembers, TItems>(items.Current))
                return false;
        }
        return true;
    }

    private bool MembersMatch<TValue, TMembers, TItems>(scoped in TValue value)
        where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
        where TMembers : struct, IJsonMembers<TValue>, allows ref struct
        where TItems : struct, IJsonItems<TValue>, allows ref struct
    {
        var members = value.Members();
        for (var index = 0; members.MoveNext(); index++)
        {
            var slot = _names!.FindRaw(members.RawName, index);
            if (slot < 0 || !_children[slot].Matches<TValue, TMembers, TItems>(members.Current))
                return false;
        }
        return true;
    }
}
