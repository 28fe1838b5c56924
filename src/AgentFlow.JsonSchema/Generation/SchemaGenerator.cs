using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Writes the schema of what System.Text.Json reads and writes for a type or the parameters of a method.</summary>
/// <remarks>
/// Thread-safe. The same input gives the same text. A schema says what the serializer does with the type under the same options: names,
/// enums as strings or numbers, required and nullable members; and what the attributes of <c>System.ComponentModel.DataAnnotations</c> add.
/// </remarks>
public static class SchemaGenerator
{
    private const string NeedsReflection = "Reads types by reflection. Pass a JsonTypeInfo, or options with a source-generated resolver.";

    /// <summary>
    /// What the overloads without options use: <see cref="JsonSerializerDefaults.Web"/> (camel case) with enums as strings. Read values
    /// back
    /// with the same options.
    /// </summary>
    public static JsonSerializerOptions DefaultSerializerOptions
    {
        [RequiresUnreferencedCode(NeedsReflection)]
        [RequiresDynamicCode(NeedsReflection)]
        get => Defaults.Options;
    }

    /// <summary>The schema of a type.</summary>
    /// <param name="type">The serializer's own description of the type; source-generated ones work under AOT.</param>
    /// <param name="options">What to ask beyond the serializer's settings; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NotSupportedException">The serializer cannot handle the type or one that it leads to.</exception>
    /// <exception cref="SchemaException">An attribute has a pattern that ECMA-262 does not know.</exception>
    public static JsonElement FromType(JsonTypeInfo type, SchemaGenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        type.MakeReadOnly();
        var walker = new TypeWalker(type.Options, options ?? new SchemaGenerationOptions());
        return walker.Finish(walker.Root(type));
    }

    /// <summary>The schema of a type, found by reflection.</summary>
    /// <param name="serializerOptions">How the type is read and written; <see langword="null"/> for
    /// <see cref="DefaultSerializerOptions"/>.</param>
    /// <param name="options">What to ask beyond the serializer's settings; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NotSupportedException">The serializer cannot handle the type or one that it leads to.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static JsonElement FromType<T>(JsonSerializerOptions? serializerOptions = null, SchemaGenerationOptions? options = null)
    {
        serializerOptions ??= DefaultSerializerOptions;
        serializerOptions.MakeReadOnly(populateMissingResolver: true);
        return FromType(serializerOptions.GetTypeInfo(typeof(T)), options);
    }

    /// <summary>The schema of the object that carries the arguments of a method, by the names of its parameters.</summary>
    /// <param name="method">The method; its parameters are neither by reference nor pointers.</param>
    /// <param name="serializerOptions">How arguments are read; its resolver must know the types of the parameters.</param>
    /// <param name="options">Which parameters to show, and what else to ask; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NotSupportedException">The serializer cannot handle the type of a parameter.</exception>
    /// <exception cref="ArgumentException">A parameter is a pointer, passed by reference, or has no name.</exception>
    public static JsonElement FromMethod(MethodInfo method, JsonSerializerOptions serializerOptions,
        SchemaGenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(serializerOptions);
        serializerOptions.MakeReadOnly();
        var walker = new TypeWalker(serializerOptions, options ?? new SchemaGenerationOptions());
        return walker.Finish(walker.Parameters(method));
    }

    /// <summary>The schema of the object that carries the arguments of a delegate, found by reflection.</summary>
    /// <param name="method">A lambda or method group.</param>
    /// <param name="serializerOptions">How arguments are read; <see langword="null"/> for <see cref="DefaultSerializerOptions"/>.</param>
    /// <param name="options">Which parameters to show, and what else to ask; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NotSupportedException">The serializer cannot handle the type of a parameter.</exception>
    /// <exception cref="ArgumentException">A parameter is a pointer, passed by reference, or has no name.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static JsonElement FromMethod(Delegate method, JsonSerializerOptions? serializerOptions = null,
        SchemaGenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        serializerOptions ??= DefaultSerializerOptions;
        serializerOptions.MakeReadOnly(populateMissingResolver: true);
        return FromMethod(method.Method, serializerOptions, options);
    }

    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    private static JsonSerializerOptions CreateDefaults()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Made at the first use, and only for those who may use reflection.</summary>
    private static class Defaults
    {
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only through a property that requires unreferenced code.")]
        [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only through a property that requires dynamic code.")]
        [SuppressMessage("Performance", "CA1810", Justification = "The suppressions above need a constructor to stand on.")]
        static Defaults() => Options = CreateDefaults();

        public static JsonSerializerOptions Options { get; }
    }
}
