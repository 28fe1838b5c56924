using System.Reflection;

namespace AgentFlow.Architecture.Tests.Api;

internal static class Constraints
{
    private const byte NotNull = 1;

    /// <summary>The <c>where</c> clauses of type parameters, each with a space before it.</summary>
    public static string Of(IEnumerable<Type> parameters) =>
        string.Concat(parameters.Select(p => (p.Name, All: All(p))).Where(p => p.All.Count > 0).Select(p => $" where {p.Name} : {string.Join(", ", p.All)}"));

    private static List<string> All(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all = [];
        if (isStruct)
            all.Add("struct");
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            all.Add(TypeText.FlagOf(parameter) == NotNull ? "class" : "class?");
        else if (parameter.GetGenericParameterConstraints().Length == 0 && TypeText.FlagOf(parameter) == NotNull)
            all.Add("notnull");
        all.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(TypeText.Of).Order(StringComparer.Ordinal));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            all.Add("new()");
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
            all.Add("allows ref struct");
        return all;
    }
}
