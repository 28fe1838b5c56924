using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.JsonSchema.Generation;

namespace AgentFlow.JsonSchema.Tests.Generation;

/// <summary>What the serializer writes for a type, the schema of the type accepts.</summary>
public sealed class RoundTripTests
{
    private const int TypesPerSetting = 150;
    private const int ValuesPerType = 12;

    [Theory]
    [InlineData("default")]
    [InlineData("web, enums as strings")]
    [InlineData("numbers as strings")]
    [InlineData("no nulls, no strangers, snake case")]
    public void FromType_RandomTypes_AcceptsWhatTheSerializerWrites(string setting)
    {
        var options = Options(setting);
        var isClosed = options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow;
        var random = new RandomTypes(setting.Length);

        for (var i = 0; i < TypesPerSetting; i++)
        {
            var type = random.Type(depth: 3);
            var schema = SchemaGenerator.FromType(options.GetTypeInfo(type), new SchemaGenerationOptions { ClosedObjects = isClosed });
            var compiled = CompiledSchema.Compile(schema, new SchemaOptions { AssertFormat = true });
            for (var j = 0; j < ValuesPerType; j++)
            {
                var json = JsonSerializer.SerializeToElement(random.Value(type), options.GetTypeInfo(type));
                Assert.True(compiled.IsValid(json), $"{type}\n{schema}\n{json}\n{string.Join('\n', compiled.Validate(json))}");
            }
        }
    }

    [Fact]
    public void FromType_RandomTypes_RefusesWhatTheSerializerCannotRead()
    {
        var options = Options("no nulls, no strangers, snake case");
        var random = new RandomTypes(7);
        var refused = 0;

        for (var i = 0; i < TypesPerSetting; i++)
        {
            var type = random.Type(depth: 2);
            var compiled = CompiledSchema.Compile(SchemaGenerator.FromType(options.GetTypeInfo(type)));
            foreach (var text in new[] { "1", "\"x\"", "[]", "{}", "[{}]", "true", "{\"zzz\":1}", "[null]" })
            {
                if (Reads(text, type, options) || !compiled.IsValid(Json.Parse(text)))
                    refused++;
                else
                    // Dates, versions and the like are strings of a form that only "format" names.
                    Assert.True(text is "\"x\"" or "1" or "[null]", $"{type} accepts {text}");
            }
        }

        Assert.InRange(refused, TypesPerSetting * 6, TypesPerSetting * 8);
    }

    private static bool Reads(string text, Type type, JsonSerializerOptions options)
    {
        try
        {
            JsonSerializer.Deserialize(text, options.GetTypeInfo(type));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonSerializerOptions Options(string setting)
    {
        var options = setting switch
        {
            "default" => new JsonSerializerOptions(),
            "web, enums as strings" => new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } },
            "numbers as strings" => new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString },
            _ => new JsonSerializerOptions
            {
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            },
        };
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDerivedTypes } };
        options.MakeReadOnly();
        return options;
    }

    private static void NameDerivedTypes(JsonTypeInfo type)
    {
        if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(RandomTypes.Base<>))
            return;
        var arguments = type.Type.GetGenericArguments();
        var names = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        names.DerivedTypes.Add(new JsonDerivedType(typeof(RandomTypes.Left<>).MakeGenericType(arguments), "left"));
        names.DerivedTypes.Add(new JsonDerivedType(typeof(RandomTypes.Right<>).MakeGenericType(arguments), 2));
        type.PolymorphismOptions = names;
    }
}
