using System.Reflection;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>What <see cref="SchemaGenerator"/> asks beyond what the serializer's own settings say.</summary>
public sealed class SchemaGenerationOptions
{
    /// <summary>
    /// Whether objects refuse properties that they do not list (<c>additionalProperties: false</c>), so that a misspelt name is an error.
    /// Dictionaries and types with extension data stay open.
    /// </summary>
    /// <value>Default: <see langword="false"/>: only types that <see cref="JsonSerializerOptions.UnmappedMemberHandling"/> closes are
    /// closed.</value>
    public bool ClosedObjects { get; init; }

    /// <summary>Which parameters of a method are part of its schema; the others are filled in by the caller.</summary>
    /// <value>Default: all but <see cref="CancellationToken"/>, <see cref="IServiceProvider"/> and <see cref="IProgress{T}"/>.</value>
    public Func<ParameterInfo, bool> IncludeParameter { get; init; } = IsForTheModel;

    private static bool IsForTheModel(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type != typeof(CancellationToken) && type != typeof(IServiceProvider)
            && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IProgress<>));
    }
}
