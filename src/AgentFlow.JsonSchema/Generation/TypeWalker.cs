using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Walks the serializer's description of types and writes the schema of each.</summary>
internal sealed class TypeWalker(JsonSerializerOptions serializer, SchemaGenerationOptions options)
{
    private readonly Definitions _definitions = new();
    private readonly AttributeKeywords _attributes = new(serializer);
    private readonly NullabilityInfoContext _nullability = new();

    public JsonObject Root(JsonTypeInfo type) => Write(type, serializer.NumberHandling, nullable: false, null);

    public JsonObject Parameters(MethodInfo method)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var parameter in method.GetParameters().Where(options.IncludeParameter))
        {
            if (parameter.ParameterType is { IsByRef: true } or { IsPointer: true } || parameter.Name is null)
                throw new ArgumentException($"The parameter '{parameter}' of '{method.Name}' cannot come from JSON. Pass it by value.",
                    nameof(method));
            var nullability = _nullability.Create(parameter);
            var isRequired = AttributeKeywords.IsRequired(parameter);
            var nullable = nullability.WriteState == NullabilityState.Nullable && !isRequired;
            var place = Write(serializer.GetTypeInfo(parameter.ParameterType), serializer.NumberHandling, nullable, nullability);
            _attributes.Add(place, parameter, ValueTypeOf(parameter.ParameterType));
            if (parameter.HasDefaultValue)
                _attributes.AddDefault(place, parameter.DefaultValue, parameter.ParameterType);
            properties[parameter.Name] = place;
            if (isRequired || !parameter.HasDefaultValue)
                required.Add((JsonNode)parameter.Name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        Close(schema, required, options.ClosedObjects);
        return schema;
    }

    public JsonElement Finish(JsonObject root)
    {
        _definitions.Resolve(root);
        return SchemaNodes.ToElement(root);
    }

    private static Type ValueTypeOf(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private JsonObject Write(JsonTypeInfo type, JsonNumberHandling handling, bool nullable, NullabilityInfo? nullability)
    {
        // The walk goes as deep as types are nested, which can be deeper than the stack.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Nullable.GetUnderlyingType(type.Type) is { } underlying && type.Kind != JsonTypeInfoKind.None)
            return Write(serializer.GetTypeInfo(underlying), handling, nullable: true, nullability);
        if (type.PolymorphismOptions is not null)
        {
            return _definitions.Use(new DefinitionKey(type.Type, null, IsChoice: true), nullable, () => WriteChoice(type));
        }
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                return _definitions.Use(new DefinitionKey(type.Type, null, false), nullable, () => WriteObject(type, null, null));
            case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary when IsRecursive(type):
                return _definitions.Use(new DefinitionKey(type.Type, null, false), nullable, () =>
                    WriteCollection(type, handling, nullability));
        }
        var isNullableValue = Nullable.GetUnderlyingType(type.Type) is not null;
        var schema = type.Kind != JsonTypeInfoKind.None ? WriteCollection(type, handling, nullability)
            : LeafSchemas.Write(isNullableValue ? serializer.GetTypeInfo(ValueTypeOf(type.Type)) : type, type.NumberHandling ?? handling);
        if (nullable || isNullableValue)
            SchemaNodes.AllowNull(schema);
        _attributes.AddOfType(schema, type.Type);
        return schema;
    }

    // A list whose items are lists of its own type: only such classes can lead back to themselves without an object between.
    private static bool IsRecursive(JsonTypeInfo type) =>
        type.ElementType is { } element && !type.Type.IsArray
            && !(type.Type.IsGenericType && type.Type.Namespace == "System.Collections.Generic")
        && element.IsClass && element != typeof(string);

    private JsonObject WriteCollection(JsonTypeInfo type, JsonNumberHandling handling, NullabilityInfo? nullability)
    {
        var element = ElementNullability(type.Type, nullability);
        var nullable = element?.ReadState == NullabilityState.Nullable;
        var items = Write(serializer.GetTypeInfo(type.ElementType!), type.NumberHandling ?? handling, nullable, element);
        return type.Kind == JsonTypeInfoKind.Dictionary
            ? new JsonObject { ["type"] = "object", ["additionalProperties"] = items }
            : new JsonObject { ["type"] = "array", ["items"] = items };
    }

    private static NullabilityInfo? ElementNullability(Type type, NullabilityInfo? nullability) =>
        nullability is null || nullability.Type != type ? null
        : nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault();

    private JsonObject WriteObject(JsonTypeInfo type, string? discriminatorName, object? discriminator)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        if (discriminator is not null)
        {
            properties[discriminatorName!] = new JsonObject { ["const"] = discriminator is int number ? number : (string)discriminator };
            required.Add((JsonNode)discriminatorName!);
        }
        var isOpen = false;
        foreach (var property in type.Properties)
        {
            isOpen |= property.IsExtensionData;
            if (property.IsExtensionData || (property.Get is null && property.Set is null && property.AssociatedParameter is null))
                continue;
            properties[property.Name] = WriteProperty(property, type.NumberHandling);
            if (IsRequired(property))
                required.Add((JsonNode)property.Name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var unmapped = type.UnmappedMemberHandling ?? serializer.UnmappedMemberHandling;
        Close(schema, required, !isOpen && (options.ClosedObjects || unmapped == JsonUnmappedMemberHandling.Disallow));
        _attributes.AddOfType(schema, type.Type);
        return schema;
    }

    private JsonObject WriteProperty(JsonPropertyInfo property, JsonNumberHandling? handling)
    {
        var numbers = property.NumberHandling ?? handling ?? serializer.NumberHandling;
        var parameter = property.AssociatedParameter;
        var nullable = ((property.Get is not null && property.IsGetNullable) || (property.Set is not null && property.IsSetNullable)
            || parameter is { IsNullable: true }) && !AttributeKeywords.IsRequired(property.AttributeProvider);
        var place = property.CustomConverter is { } converter
            ? WriteConverted(property.PropertyType, converter, numbers, nullable)
            : Write(serializer.GetTypeInfo(property.PropertyType), numbers, nullable, NullabilityOf(property));
        var type = ValueTypeOf(property.PropertyType);
        _attributes.Add(place, property.AttributeProvider, type);
        _attributes.Add(place, parameter?.AttributeProvider, type);
        if (parameter is { HasDefaultValue: true, IsMemberInitializer: false })
            _attributes.AddDefault(place, parameter.DefaultValue, property.PropertyType);
        if (property.Set is null && parameter is null)
            place["readOnly"] = true;
        return place;
    }

    private JsonObject WriteConverted(Type type, JsonConverter converter, JsonNumberHandling numbers, bool nullable)
    {
        var own = new JsonSerializerOptions(serializer);
        own.Converters.Insert(0, converter);
        own.MakeReadOnly();
        var schema = LeafSchemas.Write(own.GetTypeInfo(ValueTypeOf(type)), numbers);
        if (nullable || Nullable.GetUnderlyingType(type) is not null)
            SchemaNodes.AllowNull(schema);
        return schema;
    }

    private NullabilityInfo? NullabilityOf(JsonPropertyInfo property) => property.AttributeProvider switch
    {
        PropertyInfo member => _nullability.Create(member),
        FieldInfo member => _nullability.Create(member),
        _ => null,
    };

    // What the serializer may leave out when it writes cannot be asked for, unless it refuses to read without it.
    private bool IsRequired(JsonPropertyInfo property)
    {
        if (property.IsRequired)
            return true;
        if (property.ShouldSerialize is not null || serializer.DefaultIgnoreCondition != JsonIgnoreCondition.Never || property.Get is null)
            return false;
        return property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }
            || AttributeKeywords.IsRequired(property.AttributeProvider)
                || AttributeKeywords.IsRequired(property.AssociatedParameter?.AttributeProvider);
    }

    private static void Close(JsonObject schema, JsonArray required, bool close)
    {
        if (required.Count > 0)
            schema["required"] = required;
        if (close)
            schema["additionalProperties"] = false;
    }

    private JsonObject WriteChoice(JsonTypeInfo type)
    {
        var rules = type.PolymorphismOptions!;
        var branches = new JsonArray();
        var everyBranchIsNamed = true;
        foreach (var derived in rules.DerivedTypes)
        {
            everyBranchIsNamed &= derived.TypeDiscriminator is not null;
            branches.Add((JsonNode)WriteBranch(derived, rules.TypeDiscriminatorPropertyName));
        }
        var isListed = rules.DerivedTypes.Any(derived => derived.DerivedType == type.Type);
        if (!isListed && (!type.Type.IsAbstract || rules.UnknownDerivedTypeHandling != JsonUnknownDerivedTypeHandling.FailSerialization))
        {
            everyBranchIsNamed = false;
            branches.Add((JsonNode)_definitions.Use(new DefinitionKey(type.Type, null, false), false, () => WriteBody(type, null, null)));
        }
        var schema = new JsonObject { [everyBranchIsNamed ? "oneOf" : "anyOf"] = branches };
        _attributes.AddOfType(schema, type.Type);
        return schema;
    }

    private JsonObject WriteBranch(JsonDerivedType derived, string discriminatorName)
    {
        var type = serializer.GetTypeInfo(derived.DerivedType);
        var key = new DefinitionKey(derived.DerivedType, derived.TypeDiscriminator is { } id ? (discriminatorName, id) : null, false);
        return _definitions.Use(key, nullable: false, () => WriteBody(type, discriminatorName, derived.TypeDiscriminator));
    }

    private JsonObject WriteBody(JsonTypeInfo type, string? discriminatorName, object? discriminator)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
            return WriteObject(type, discriminatorName, discriminator);
        var body = type.Kind == JsonTypeInfoKind.None
            ? LeafSchemas.Write(type, serializer.NumberHandling)
            : WriteCollection(type, serializer.NumberHandling, null);
        if (discriminator is null)
            return body;
        var wrapper = WriteObject(type, discriminatorName, discriminator);
        if (type.Kind == JsonTypeInfoKind.Dictionary)
            wrapper["additionalProperties"] = body["additionalProperties"]!.DeepClone();
        else
            ((JsonObject)wrapper["properties"]!)["$values"] = body;
        return wrapper;
    }
}
