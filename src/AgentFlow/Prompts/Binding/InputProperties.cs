using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using AgentFlow.Tools;

namespace AgentFlow.Prompts.Binding;

/// <summary>Finds the properties that a template's variables mean. Getters are delegates of types that are known here, so that nothing is generated at run time.</summary>
internal static class InputProperties
{
    /// <summary>For each variable of the template its property; null for a partial variable that the input does not have.</summary>
    /// <exception cref="ArgumentException">Variables that have no property, all of them.</exception>
    public static InputProperty<TInput>?[] Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(PromptTemplate template) =>
        Bind<TInput>(template.Body.All, [.. template.Body.Optional, .. template.Partials.ToArray().Select(p => p.Name)]);

    /// <summary>For each name its property; null for an optional one that the input does not have.</summary>
    public static InputProperty<TInput>?[] Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(IReadOnlyList<string> variables, IReadOnlyList<string> optional)
    {
        PropertyInfo[] properties = [.. typeof(TInput).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)];
        return [.. Match(typeof(TInput), properties, p => p.Name, variables, optional).Select(p => p is null ? null : Create<TInput>(p))];
    }

    /// <summary>For each variable its property; null for an optional one that there is none for.</summary>
    public static TProperty?[] Match<TProperty>(Type input, IReadOnlyList<TProperty> properties, Func<TProperty, string> nameOf, IReadOnlyList<string> variables, IReadOnlyList<string> optional)
        where TProperty : class
    {
        var found = variables.Select(v => Find(properties, nameOf, v)).ToArray();
        var names = properties.Select(nameOf).ToList();
        var missing = variables.Where((v, i) => found[i] is null && !optional.Contains(v)).Select(v => $"'{v}'{Nearest(names, v)}").ToList();
        return missing.Count == 0 ? found
            : throw new ArgumentException($"{input.Name} has no property for these variables of the template: {string.Join(", ", missing)}. Its properties: {(names.Count == 0 ? "none" : string.Join(", ", names))}.");
    }

    /// <summary>The values by name, for whatever looks them up.</summary>
    public static (string Name, object? Value)[] Read<TInput>(InputProperty<TInput>?[] properties, IReadOnlyList<string> variables, TInput input)
    {
        var values = new List<(string, object?)>(properties.Length);
        for (var i = 0; i < properties.Length; i++)
        {
            if (properties[i] is { } property)
                values.Add((variables[i], property.Get(input)));
        }
        return [.. values];
    }

    /// <summary>The property of that very name, else the only one whose name differs in case and underscores alone.</summary>
    private static TProperty? Find<TProperty>(IReadOnlyList<TProperty> properties, Func<TProperty, string> nameOf, string variable)
        where TProperty : class
    {
        if (properties.FirstOrDefault(p => nameOf(p) == variable) is { } exact)
            return exact;
        var plain = Plain(variable);
        var alike = properties.Where(p => string.Equals(Plain(nameOf(p)), plain, StringComparison.OrdinalIgnoreCase)).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);

    private static string Nearest(List<string> names, string variable)
    {
        var nearest = names.MinBy(n => EditDistance.Between(n, variable));
        return nearest is not null && EditDistance.Between(nearest, variable) <= Math.Max(2, variable.Length / 3) ? $" (did you mean '{nearest}'?)" : string.Empty;
    }

    private static InputProperty<TInput> Create<TInput>(PropertyInfo property)
    {
        var get = property.GetMethod!;
        if (typeof(TInput).IsValueType)
            return new ReflectedProperty<TInput>(property);
        if (!property.PropertyType.IsValueType)
            return new ReferenceProperty<TInput>(get.CreateDelegate<Func<TInput, object?>>());
        return Type.GetTypeCode(property.PropertyType) switch
        {
            _ when property.PropertyType.IsEnum => new ReflectedProperty<TInput>(property),
            TypeCode.Int32 => new ValueProperty<TInput, int>(get.CreateDelegate<Func<TInput, int>>()),
            TypeCode.Int64 => new ValueProperty<TInput, long>(get.CreateDelegate<Func<TInput, long>>()),
            TypeCode.Double => new ValueProperty<TInput, double>(get.CreateDelegate<Func<TInput, double>>()),
            TypeCode.Single => new ValueProperty<TInput, float>(get.CreateDelegate<Func<TInput, float>>()),
            TypeCode.Decimal => new ValueProperty<TInput, decimal>(get.CreateDelegate<Func<TInput, decimal>>()),
            TypeCode.DateTime => new ValueProperty<TInput, DateTime>(get.CreateDelegate<Func<TInput, DateTime>>()),
            _ => CreateOther<TInput>(property, get),
        };
    }

    private static InputProperty<TInput> CreateOther<TInput>(PropertyInfo property, MethodInfo get)
    {
        var type = property.PropertyType;
        return type == typeof(DateTimeOffset) ? new ValueProperty<TInput, DateTimeOffset>(get.CreateDelegate<Func<TInput, DateTimeOffset>>())
            : type == typeof(DateOnly) ? new ValueProperty<TInput, DateOnly>(get.CreateDelegate<Func<TInput, DateOnly>>())
            : type == typeof(TimeOnly) ? new ValueProperty<TInput, TimeOnly>(get.CreateDelegate<Func<TInput, TimeOnly>>())
            : type == typeof(TimeSpan) ? new ValueProperty<TInput, TimeSpan>(get.CreateDelegate<Func<TInput, TimeSpan>>())
            : type == typeof(Guid) ? new ValueProperty<TInput, Guid>(get.CreateDelegate<Func<TInput, Guid>>())
            : new ReflectedProperty<TInput>(property);
    }
}
