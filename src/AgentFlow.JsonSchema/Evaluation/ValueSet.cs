using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>The values that <c>enum</c> or <c>const</c> allow.</summary>
internal sealed class ValueSet
{
    private readonly Utf8NameTable _strings;
    private readonly KeptValue[] _others;

    public ValueSet(IReadOnlyList<JsonElement> values, bool isConst)
    {
        Values = values;
        IsConst = isConst;
        var kept = values.Select(value => new KeptValue(value)).ToArray();
        _strings = new Utf8NameTable([.. kept.Where(value => value.Kind == JsonValueKind.String).Select(value => value.Text)]);
        _others = [.. kept.Where(value => value.Kind != JsonValueKind.String)];
        Cost = _others.Sum(value => value.Weight);
    }

    public IReadOnlyList<JsonElement> Values { get; }

    public bool IsConst { get; }

    /// <summary>The steps that a look costs: strings are found at once, the rest one by one.</summary>
    public int Cost { get; }

    public string Keyword => IsConst ? "const" : "enum";

    public bool Contains<TValue, TMembers, TItems>(scoped in TValue value)
        where TValue : struct, IJsonValue<TMembers, TItems>, allows ref struct
        where TMembers : struct, IJsonMembers<TValue>, allows ref struct
        where TItems : struct, IJsonItems<TValue>, allows ref struct
    {
        if (value.Kind == JsonValueKind.String)
            return _strings.FindRaw(value.Raw) >= 0;
        foreach (var other in _others)
        {
            if (other.Matches<TValue, TMembers, TItems>(value))
                return true;
        }
        return false;
    }
}
