using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AgentFlow.Architecture.Tests.Api;

/// <summary>Writes one member of a type on one line.</summary>
internal static class MemberText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What users of a type, or those who derive from it, can see of its members: constructors first, methods last.</summary>
    public static IEnumerable<string> All(Type type) =>
        Sorted(type.GetConstructors(Declared).Where(c => IsVisible(c) && !IsGenerated(c) && !IsDefault(c)), Constructor)
            .Concat(Sorted(type.GetFields(Declared).Where(IsVisible), Field))
            .Concat(Sorted(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsVisible) && p.Name != "EqualityContract"), Property))
            .Concat(Sorted(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)), Event))
            .Concat(Sorted(type.GetMethods(Declared).Where(m => IsVisible(m) && !IsGenerated(m) && !IsAccessor(m)), Method));

    /// <summary>Name, parameters and what follows them.</summary>
    public static string Signature(string name, MethodBase method)
    {
        var parameters = method.GetParameters();
        var shown = string.Join(", ", parameters.Select(p => Parameter(p, method)));
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), false);
        return $"{name}{TypeParameters(method)}({(isExtension ? "this " : "")}{shown}){Constraints.Of(method.IsGenericMethod ? method.GetGenericArguments() : [])}";
    }

    public static string Attributes(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(a => a.AttributeType.Name is "ObsoleteAttribute" or "ExperimentalAttribute" or "FlagsAttribute"
            && !member.IsDefined(typeof(CompilerFeatureRequiredAttribute), false))
        .Select(a => $"[{a.AttributeType.Name[..^9]}{(a.ConstructorArguments.Count == 0 ? "" : $"({string.Join(", ", a.ConstructorArguments.Select(c => Literal(c.Value)))})")}] ")
        .Order(StringComparer.Ordinal));

    private static string Constructor(ConstructorInfo c) => $"{Attributes(c)}{Access(c)}{Signature(c.DeclaringType!.Name.Split('`')[0], c)}";

    private static string Field(FieldInfo f)
    {
        var kind = f.IsLiteral ? "const " : f.IsStatic ? (f.IsInitOnly ? "static readonly " : "static ") : f.IsInitOnly ? "readonly " : "";
        var value = f.IsLiteral ? $" = {Literal(f.GetRawConstantValue())}" : "";
        return $"{Attributes(f)}{(f.IsPublic ? "" : "protected ")}{Required(f)}{kind}{TypeText.Of(f.FieldType, f.GetCustomAttributesData(), f)} {f.Name}{value}";
    }

    private static string Property(PropertyInfo p)
    {
        var main = p.GetAccessors(true).First(IsVisible);
        var indexed = p.GetIndexParameters();
        var name = indexed.Length == 0 ? p.Name : $"this[{string.Join(", ", indexed.Select(i => Parameter(i, main)))}]";
        var getter = p.GetMethod is { } get && IsVisible(get) ? "get; " : "";
        var setter = p.SetMethod is { } set && IsVisible(set) ? $"{(set.IsPublic || !main.IsPublic ? "" : "protected ")}{(IsInit(set) ? "init; " : "set; ")}" : "";
        return $"{Attributes(p)}{Access(main)}{Required(p)}{Modifiers(main)}{TypeText.Of(p.PropertyType, p.GetCustomAttributesData(), main)} {name} {{ {getter}{setter}}}";
    }

    private static string Event(EventInfo e) =>
        $"{Attributes(e)}{Access(e.AddMethod!)}{Modifiers(e.AddMethod!)}event {TypeText.Of(e.EventHandlerType!, e.GetCustomAttributesData(), e.AddMethod!)} {e.Name}";

    private static string Method(MethodInfo m)
    {
        var returned = m.ReturnParameter;
        var byRef = m.ReturnType.IsByRef ? returned.IsDefined(typeof(IsReadOnlyAttribute), false) ? "ref readonly " : "ref " : "";
        return $"{Attributes(m)}{Access(m)}{Modifiers(m)}{byRef}{TypeText.Of(m.ReturnType, returned.GetCustomAttributesData(), m)} {Signature(m.Name, m)}";
    }

    private static string Parameter(ParameterInfo p, MethodBase method)
    {
        var kind = p.IsDefined(typeof(ParamArrayAttribute), false) || p.IsDefined(typeof(ParamCollectionAttribute), false) ? "params "
            : !p.ParameterType.IsByRef ? "" : p.IsOut ? "out " : p.IsDefined(typeof(IsReadOnlyAttribute), false) ? "in " : "ref ";
        var value = p.HasDefaultValue ? $" = {Default(p)}" : "";
        return $"{kind}{TypeText.Of(p.ParameterType, p.GetCustomAttributesData(), method)} {p.Name}{value}";
    }

    private static string Default(ParameterInfo p)
    {
        var type = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
        return p.RawDefaultValue is null ? (p.ParameterType.IsValueType && type == p.ParameterType ? "default" : "null")
            : type.IsEnum ? $"{type.Name}.{Enum.ToObject(type, p.RawDefaultValue)}"
            : Literal(p.RawDefaultValue);
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        char c => $"'{c}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeParameters(MethodBase method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Modifiers(MethodInfo m)
    {
        if (m.IsStatic)
            return m.IsAbstract ? "static abstract " : m.DeclaringType!.IsInterface && m.IsVirtual ? "static virtual " : "static ";
        if (m.DeclaringType!.IsInterface)
            return m.IsAbstract ? "" : "virtual ";
        var isOverride = m.GetBaseDefinition() != m;
        return m.IsAbstract ? (isOverride ? "abstract override " : "abstract ")
            : isOverride ? (m.IsFinal && !m.DeclaringType.IsSealed ? "sealed override " : "override ")
            : m.IsVirtual && !m.IsFinal ? "virtual " : "";
    }

    private static string Access(MethodBase m) => m.IsPublic ? "" : "protected ";

    private static string Required(MemberInfo m) => m.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsVisible(MethodBase m) => m.IsPublic || (!m.DeclaringType!.IsSealed && (m.IsFamily || m.IsFamilyOrAssembly));

    private static bool IsVisible(FieldInfo f) => !f.IsSpecialName && (f.IsPublic || (!f.DeclaringType!.IsSealed && (f.IsFamily || f.IsFamilyOrAssembly)));

    /// <summary>What the compiler adds to a record.</summary>
    private static bool IsGenerated(MethodBase m) => m.IsDefined(typeof(CompilerGeneratedAttribute), false) || m.Name.Contains('<');

    /// <summary>The constructor that every struct has.</summary>
    private static bool IsDefault(ConstructorInfo c) => c.DeclaringType!.IsValueType && c.GetParameters().Length == 0;

    private static bool IsAccessor(MethodInfo m) => m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal);

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo => members.Select(m => (m.Name, Text: write(m)))
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Text, StringComparer.Ordinal).Select(m => m.Text);
}
