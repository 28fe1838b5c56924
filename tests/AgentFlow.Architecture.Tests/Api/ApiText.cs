using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace AgentFlow.Architecture.Tests.Api;

/// <summary>The public API of an assembly as a text that a reviewer reads as a diff.</summary>
internal static class ApiText
{
    public static string Of(Assembly assembly) => Of(assembly.GetName().Name!, assembly.GetTypes().Where(t => t.IsVisible && !t.Name.Contains('<')));

    public static string Of(string name, IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Public API of {name}. Written by the tests; see CONTRIBUTING.md.\n");
        var spaces = types.GroupBy(t => t.Namespace ?? "").OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var space in spaces)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nnamespace {space.Key}\n");
            foreach (var type in space.OrderBy(TypeText.Declared, StringComparer.Ordinal))
                AppendType(text, type);
        }
        return spaces.Count == 0 ? text.Append("\n(no public types)\n").ToString() : text.ToString();
    }

    private static void AppendType(StringBuilder text, Type type)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{MemberText.Attributes(type)}{Header(type)}\n");
        var members = type.IsEnum ? EnumValues(type) : IsDelegate(type) ? [] : MemberText.All(type);
        foreach (var member in members)
            text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
    }

    private static string Header(Type type)
    {
        var name = TypeText.Declared(type);
        if (type.IsEnum)
            return $"enum {name}{(Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {TypeText.Of(Enum.GetUnderlyingType(type))}")}";
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {TypeText.Of(invoke.ReturnType, invoke.ReturnParameter.GetCustomAttributesData(), invoke)} {MemberText.Signature(name, invoke)}{Constraints.Of(type.GetGenericArguments())}";
        }
        var parents = Parents(type).ToList();
        return $"{Kind(type)} {name}{(parents.Count == 0 ? "" : $" : {string.Join(", ", parents)}")}{Constraints.Of(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        var isRecord = type.GetMethod("<Clone>$") is not null
            || (type.IsValueType && type.GetMethod("op_Equality")?.IsDefined(typeof(CompilerGeneratedAttribute), false) == true);
        if (type.IsValueType)
            return $"{(type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(isRecord ? "record " : "")}struct";
        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class");
    }

    /// <summary>The base class and the interfaces that the type itself adds.</summary>
    private static IEnumerable<string> Parents(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return TypeText.Of(parent);
        var inherited = type.GetInterfaces().SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        var own = type.GetInterfaces().Where(i => i.IsVisible && !inherited.Contains(i) && !IsOwnEquality(type, i));
        foreach (var name in own.Select(TypeText.Of).Order(StringComparer.Ordinal))
            yield return name;
    }

    /// <summary>What every record implements.</summary>
    private static bool IsOwnEquality(Type type, Type contract) =>
        Kind(type).Contains("record", StringComparison.Ordinal) && contract == typeof(IEquatable<>).MakeGenericType(type);

    private static IEnumerable<string> EnumValues(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => $"{MemberText.Attributes(f)}{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(MulticastDelegate));
}
