using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>The values that the keyword <c>type</c> lets through.</summary>
[Flags]
internal enum TypeSet : byte
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Number = 16,
    String = 32,

    /// <summary>Numbers without a fraction, where <see cref="Number"/> is not set.</summary>
    Integer = 64,
    Any = Null | Boolean | Object | Array | Number | String,
}

internal static class TypeSets
{
    private static readonly (string Name, TypeSet Type)[] Names =
    [
        ("string", TypeSet.String), ("number", TypeSet.Number), ("integer", TypeSet.Integer), ("boolean", TypeSet.Boolean),
        ("object", TypeSet.Object), ("array", TypeSet.Array), ("null", TypeSet.Null),
    ];

    public static TypeSet Parse(string name) => Names.FirstOrDefault(entry => entry.Name == name).Type;

    public static TypeSet Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => TypeSet.Object,
        JsonValueKind.Array => TypeSet.Array,
        JsonValueKind.String => TypeSet.String,
        JsonValueKind.Number => TypeSet.Number,
        JsonValueKind.True or JsonValueKind.False => TypeSet.Boolean,
        JsonValueKind.Null => TypeSet.Null,
        _ => TypeSet.None,
    };

    /// <summary>The names in the set, in the order in which people list them.</summary>
    public static IEnumerable<string> NamesOf(TypeSet types) =>
        from entry in Names
        where (types & entry.Type) != 0 && !(entry.Type == TypeSet.Integer && (types & TypeSet.Number) != 0)
        select entry.Name;
}
