using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AgentFlow.Architecture.Tests.Calls;

internal static class StaticState
{
    /// <summary>Types that are state wherever they stand, even in a field that is never assigned again.</summary>
    private static readonly HashSet<Type> Stateful =
    [
        typeof(AsyncLocal<>), typeof(ThreadLocal<>), typeof(ConcurrentBag<>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>),
    ];

    public static bool IsMutable(FieldInfo field)
    {
        // The compiler's own caches of delegates and tables have names that nobody can write; a property's field belongs to the property.
        var isCompilers = (field.Name.Contains('<') && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal))
            || field.DeclaringType!.FullName!.Contains('<') || IsGenerated(field.DeclaringType);
        return !isCompilers && !field.IsLiteral && (!field.IsInitOnly || Stateful.Contains(Open(field.FieldType)));
    }

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), false) || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false);
}
