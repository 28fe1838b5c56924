using System.Reflection;
using System.Runtime.CompilerServices;

namespace AgentFlow.Architecture.Tests.Api;

/// <summary>Writes one use of a type as C# does, with the nullability and the tuple names that its declaration carries.</summary>
internal sealed class TypeText
{
    private const string Nullable = "System.Runtime.CompilerServices.NullableAttribute";
    private const string NullableContext = "System.Runtime.CompilerServices.NullableContextAttribute";
    private const byte IsNullable = 2;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    private readonly byte[] _flags;
    private readonly string?[] _tupleNames;
    private int _flag;
    private int _tupleName;

    private TypeText(IList<CustomAttributeData> attributes, byte context)
    {
        _flags = Flags(attributes, Nullable) ?? [context];
        _tupleNames = attributes.FirstOrDefault(a => a.AttributeType == typeof(TupleElementNamesAttribute)) is { } names
            ? [.. ((IEnumerable<CustomAttributeTypedArgument>)names.ConstructorArguments[0].Value!).Select(a => (string?)a.Value)]
            : [];
    }

    /// <summary>The type of a parameter, field, property or event, whose attributes are given.</summary>
    public static string Of(Type type, IList<CustomAttributeData> attributes, MemberInfo context) => new TypeText(attributes, ContextOf(context)).Write(type);

    /// <summary>A type where nothing says whether it may be null.</summary>
    public static string Of(Type type) => new TypeText([], 0).Write(type);

    /// <summary>The name of a type where it is declared: nested in its outer types, with its own type parameters.</summary>
    public static string Declared(Type type) =>
        (type.DeclaringType is null ? "" : Declared(type.DeclaringType) + ".") + Bare(type) + OwnParameters(type);

    /// <summary>What a type parameter's nullability says of it: 0 nothing, 1 not null, 2 may be null.</summary>
    public static byte FlagOf(Type parameter) =>
        Flags(parameter.GetCustomAttributesData(), Nullable)?[0] ?? ContextOf(parameter.DeclaringMethod ?? (MemberInfo)parameter.DeclaringType!);

    private string Write(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return Write(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
        {
            NextFlag();
            return Write(underlying) + "?";
        }
        var hasFlag = !type.IsValueType || type.IsGenericType;
        var suffix = hasFlag && NextFlag() == IsNullable ? "?" : "";
        if (type.IsArray)
            return $"{Write(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]{suffix}";
        if (type.IsGenericParameter)
            return type.Name + suffix;
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsValueType && type.IsGenericType)
            return WriteTuple(type);
        var outer = type.IsNested ? Bare(type.DeclaringType!) + "." : "";
        return Keywords.TryGetValue(type, out var keyword) ? keyword + suffix
            : outer + Bare(type) + (type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Write))}>" : "") + suffix;
    }

    private string WriteTuple(Type type)
    {
        var elements = type.GetGenericArguments();
        var names = elements.Select(_ => _tupleName < _tupleNames.Length ? _tupleNames[_tupleName++] : null).ToList();
        return $"({string.Join(", ", elements.Select((e, i) => Write(e) + (names[i] is { } name ? " " + name : "")))})";
    }

    private byte NextFlag() => _flags.Length == 1 ? _flags[0] : _flag < _flags.Length ? _flags[_flag++] : (byte)0;

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string OwnParameters(Type type)
    {
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Skip(inherited).Select(VariantName).ToList();
        return own.Count == 0 ? "" : $"<{string.Join(", ", own)}>";
    }

    private static string VariantName(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => "out ",
        GenericParameterAttributes.Contravariant => "in ",
        _ => "",
    } + parameter.Name;

    /// <summary>What holds for a member that says nothing itself: its method's, its type's or an outer type's word.</summary>
    private static byte ContextOf(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (Flags(member.GetCustomAttributesData(), NullableContext) is { } flags)
                return flags[0];
        }
        return 0;
    }

    private static byte[]? Flags(IList<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(a => a.AttributeType.FullName == name)?.ConstructorArguments[0].Value switch
        {
            byte one => [one],
            IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(a => (byte)a.Value!)],
            _ => null,
        };
}
