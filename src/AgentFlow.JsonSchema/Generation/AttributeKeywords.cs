using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JsonSchema.Patterns;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Turns the attributes of a member, parameter or type into keywords.</summary>
internal sealed class AttributeKeywords(JsonSerializerOptions serializer)
{
    public static bool IsRequired(ICustomAttributeProvider? provider) =>
        provider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true;

    /// <summary>What a type says of itself: a description, and whether it is on its way out.</summary>
    public void AddOfType(JsonObject schema, Type type) =>
        AddAll(schema, type, type, [typeof(DescriptionAttribute), typeof(ObsoleteAttribute)]);

    /// <param name="schema">What the attributes are added to.</param>
    /// <param name="provider">The member or parameter.</param>
    /// <param name="type">Its type, without <see cref="Nullable{T}"/>.</param>
    public void Add(JsonObject schema, ICustomAttributeProvider? provider, Type type) => AddAll(schema, provider, type, null);

    public void AddDefault(JsonObject schema, object? value, Type type)
    {
        // Null says no more than that the value may be left out, which the absence from "required" says already.
        if (value is null or DBNull)
            return;
        // The default of an enum parameter arrives as its number.
        var enumType = Nullable.GetUnderlyingType(type) ?? type;
        schema["default"] = ToNode(enumType.IsEnum && !value.GetType().IsEnum ? Enum.ToObject(enumType, value) : value);
    }

    private void AddAll(JsonObject schema, ICustomAttributeProvider? provider, Type type, Type[]? only)
    {
        if (provider is null)
            return;
        foreach (var attribute in provider.GetCustomAttributes(inherit: true))
        {
            if (only is null || only.Contains(attribute.GetType()))
                AddOne(schema, (Attribute)attribute, type);
        }
    }

    private void AddOne(JsonObject schema, Attribute attribute, Type type)
    {
        switch (attribute)
        {
            case DescriptionAttribute { Description: { Length: > 0 } text }: schema["description"] = text; break;
            case ObsoleteAttribute: schema["deprecated"] = true; break;
            case RequiredAttribute { AllowEmptyStrings: false } when type == typeof(string): schema.TryAdd("minLength", 1); break;
            case RangeAttribute range: AddRange(schema, range); break;
            case RegularExpressionAttribute regex: AddPattern(schema, regex.Pattern); break;
            case StringLengthAttribute length: AddLengths(schema, length.MinimumLength, length.MaximumLength); break;
            case MinLengthAttribute length: AddLengths(schema, length.Length, null); break;
            case MaxLengthAttribute length: AddLengths(schema, null, length.Length < 0 ? null : length.Length); break;
            case LengthAttribute length: AddLengths(schema, length.MinimumLength, length.MaximumLength); break;
            case AllowedValuesAttribute allowed: schema["enum"] = Values(allowed.Values); break;
            case DeniedValuesAttribute denied: schema["not"] = new JsonObject { ["enum"] = Values(denied.Values) }; break;
            case UrlAttribute: schema["format"] = "uri"; break;
            case EmailAddressAttribute: schema["format"] = "email"; break;
            case Base64StringAttribute: schema["contentEncoding"] = "base64"; break;
            case DefaultValueAttribute value: AddDefault(schema, value.Value, type); break;
        }
    }

    private static void AddRange(JsonObject schema, RangeAttribute range)
    {
        if (ToNumber(range.Minimum) is { } minimum)
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = minimum;
        if (ToNumber(range.Maximum) is { } maximum)
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = maximum;
    }

    // Limits of other types, dates for one, have no keyword; an infinite limit is none.
    private static JsonNode? ToNumber(object limit) => limit switch
    {
        int number => number,
        double number => double.IsFinite(number) ? number : null,
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static void AddPattern(JsonObject schema, string pattern)
    {
        // The attribute asks for a match of the whole text, the keyword for one anywhere.
        var isWhole = pattern.StartsWith('^') && pattern.EndsWith('$') && !pattern.EndsWith(@"\$", StringComparison.Ordinal)
            && !pattern.Contains('|');
        var whole = isWhole ? pattern : $"^(?:{pattern})$";
        try
        {
            EcmaPattern.Translate(whole);
        }
        catch (FormatException exception)
        {
            throw new SchemaException(SchemaErrorCode.InvalidPattern, "",
                $"the attribute [RegularExpression] has the pattern '{pattern}', which JSON Schema cannot say. {exception.Message}",
                    exception);
        }
        schema["pattern"] = whole;
    }

    private static void AddLengths(JsonObject schema, int? minimum, int? maximum)
    {
        var what = SchemaNodes.HasType(schema, "array") ? "Items" : SchemaNodes.HasType(schema, "object") ? "Properties" : "Length";
        if (minimum is > 0)
            schema["min" + what] = minimum;
        if (maximum is not null)
            schema["max" + what] = maximum;
    }

    private JsonArray Values(object?[] values) => [.. values.Select(value => value is null ? null : ToNode(value))];

    private JsonNode? ToNode(object value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        decimal number => number,
        _ => JsonSerializer.SerializeToNode(value, serializer.GetTypeInfo(value.GetType())),
    };
}
