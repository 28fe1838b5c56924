using System.Diagnostics;
using System.Globalization;

namespace AgentFlow.JavaScript.Objects;

/// <summary>The key of a property: an array index (0 to 2^32-2), another string, or a symbol. A string that is a canonical array index is
/// always held as the index, so that equal keys are equal whatever they were made from.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal readonly struct PropertyKey : IEquatable<PropertyKey>
{
    /// <summary>2^32-1 is the greatest length of an array, so it is no index.</summary>
    public const uint MaxIndex = uint.MaxValue - 1;

    private readonly object? _name;
    private readonly uint _index;

    private PropertyKey(object? name, uint index)
    {
        _name = name;
        _index = index;
    }

    public bool IsIndex => _name is null;

    public bool IsSymbol => _name is JsSymbol;

    public bool IsPrivate => _name is JsSymbol { IsPrivate: true };

    /// <summary>True for strings and for indices, which are strings to script.</summary>
    public bool IsString => _name is not JsSymbol;

    /// <summary>Only where <see cref="IsIndex"/>.</summary>
    public uint Index => _index;

    /// <summary>The symbol, or null.</summary>
    public JsSymbol? Symbol => _name as JsSymbol;

    /// <summary>The text of a string that is no index, or null.</summary>
    public string? Name => _name as string;

    public static implicit operator PropertyKey(string name) => From(name);

    public static implicit operator PropertyKey(JsSymbol symbol) => new(symbol, 0);

    public static bool operator ==(PropertyKey left, PropertyKey right) => left.Equals(right);

    public static bool operator !=(PropertyKey left, PropertyKey right) => !left.Equals(right);

    /// <summary>The key of an index; 2^32-1 becomes the string that it is to script.</summary>
    public static PropertyKey From(uint index) =>
        index <= MaxIndex ? new(null, index) : new(index.ToString(CultureInfo.InvariantCulture), 0);

    public static PropertyKey From(JsSymbol symbol) => new(symbol, 0);

    public static PropertyKey From(string name) => TryParseIndex(name, out var index) ? new(null, index) : new(name, 0);

    /// <summary>The key of a non-negative integer of any size, as generic array methods need it (up to 2^53).</summary>
    public static PropertyKey FromInteger(long index) =>
        index <= MaxIndex ? new(null, (uint)index) : new(index.ToString(CultureInfo.InvariantCulture), 0);

    /// <summary>True where the text is what an array index looks like when converted to a string.</summary>
    public static bool TryParseIndex(string text, out uint index)
    {
        index = 0;
        if (text.Length is 0 or > 10 || text[0] is < '0' or > '9')
            return false;
        if (text[0] == '0')
            return text.Length == 1;
        ulong value = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
                return false;
            value = value * 10 + (uint)(c - '0');
        }
        index = (uint)value;
        return value <= MaxIndex;
    }

    /// <summary>The value that script sees for this key: a string, or the symbol.</summary>
    public Value ToValue() => _name switch
    {
        null => new Value(JsString.Of(_index.ToString(CultureInfo.InvariantCulture))),
        string name => new Value(JsString.Of(name)),
        _ => new Value((JsSymbol)_name),
    };

    public bool Equals(PropertyKey other)
    {
        if (_name is null)
            return other._name is null && _index == other._index;
        return ReferenceEquals(_name, other._name) || (_name is string a && other._name is string b && a == b);
    }

    public override bool Equals(object? obj) => obj is PropertyKey other && Equals(other);

    public override int GetHashCode() => _name is null ? SeededHash.Of(_index) : _name.GetHashCode();

    /// <summary>The key as error messages show it.</summary>
    public override string ToString() => _name is null ? _index.ToString(CultureInfo.InvariantCulture) : _name.ToString()!;
}
