using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentFlow.JsonSchema.Generation;

namespace AgentFlow.JsonSchema.Tests.Generation;

public sealed partial class SchemaGeneratorTests
{
    [Fact]
    public void FromType_Record_GivesRequiredNullableAndDefaultMembers()
    {
        var schema = SchemaGenerator.FromType<Person>();

        AssertJson("""
            {"description":"Who asks.","type":"object","properties":{"name":{"description":"As in the passport.","type":"string"},
            "age":{"type":["integer","null"]},"nick":{"type":["string","null"]},"size":{"type":"string","enum":["Small","Large"],"default":"Large"},
            "tags":{"type":"array","items":{"type":["string","null"]}}},"required":["name","age","tags"]}
            """, schema);
    }

    [Theory]
    [InlineData(nameof(Annotated.Percent), """{"type":"integer","minimum":0,"maximum":100}""")]
    [InlineData(nameof(Annotated.Share), """{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""")]
    [InlineData(nameof(Annotated.Price), """{"type":"number","minimum":0.05}""")]
    [InlineData(nameof(Annotated.Code), """{"type":"string","pattern":"^(?:[A-Z]{3}|X)$"}""")]
    [InlineData(nameof(Annotated.Digits), """{"type":"string","pattern":"^[0-9]+$"}""")]
    [InlineData(nameof(Annotated.Title), """{"type":"string","minLength":2,"maxLength":9}""")]
    [InlineData(nameof(Annotated.Tags), """{"type":"array","minItems":1,"maxItems":3,"items":{"type":"string"}}""")]
    [InlineData(nameof(Annotated.Map), """{"type":"object","maxProperties":2,"additionalProperties":{"type":"integer"}}""")]
    [InlineData(nameof(Annotated.Color), """{"type":"string","enum":["red","green"]}""")]
    [InlineData(nameof(Annotated.NotRoot), """{"type":"string","not":{"enum":["root"]}}""")]
    [InlineData(nameof(Annotated.Home), """{"type":["string","null"],"format":"uri"}""")]
    [InlineData(nameof(Annotated.Mail), """{"type":"string","format":"email","minLength":1}""")]
    [InlineData(nameof(Annotated.Count), """{"type":"integer","default":3}""")]
    [InlineData("Old", """{"deprecated":true,"type":"boolean"}""")]
    [InlineData(nameof(Annotated.Level), """{"type":"string","enum":["very-low","High"]}""")]
    [InlineData(nameof(Annotated.Flags), """{"type":"string"}""")]
    [InlineData(nameof(Annotated.Number), """{"type":"integer"}""")]
    [InlineData(nameof(Annotated.Data), """{"type":"string","contentEncoding":"base64"}""")]
    [InlineData(nameof(Annotated.Anything), """{}""")]
    [InlineData(nameof(Annotated.Length), """{"readOnly":true,"type":"integer"}""")]
    public void FromType_AnnotatedMember_GivesKeywords(string member, string expected)
    {
        var schema = SchemaGenerator.FromType<Annotated>();

        AssertJson(expected, schema.GetProperty("properties").GetProperty(JsonNamingPolicy.CamelCase.ConvertName(member)));
    }

    [Fact]
    public void FromType_RequiredAttributeOnNullable_TakesNullAway()
    {
        var schema = SchemaGenerator.FromType<Annotated>();

        Assert.Contains("mail", schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void FromType_Polymorphic_GivesOneOfWithConstDiscriminator()
    {
        var schema = SchemaGenerator.FromType<Shape>();

        AssertJson("""
            {"oneOf":[{"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
            {"type":"object","properties":{"kind":{"const":2},"side":{"type":"number"}},"required":["kind","side"]}]}
            """, schema);
    }

    [Fact]
    public void FromType_PolymorphicWithOptionalDiscriminator_GivesAnyOf()
    {
        var schema = SchemaGenerator.FromType<Animal>();

        AssertJson("""
            {"anyOf":[{"type":"object","properties":{"$type":{"const":"dog"},"barks":{"type":"boolean"},"name":{"type":"string"}},"required":["$type"]},
            {"type":"object","properties":{"name":{"type":"string"}}}]}
            """, schema);
    }

    [Fact]
    public void FromType_Recursive_RefersToTheRoot()
    {
        var schema = SchemaGenerator.FromType<Tree>();

        AssertJson("""
            {"type":"object","properties":{"name":{"type":"string"},"parent":{"anyOf":[{"$ref":"#"},{"type":"null"}]},
            "children":{"type":"array","items":{"$ref":"#"}}},"required":["name","parent","children"]}
            """, schema);
    }

    [Fact]
    public void FromMethod_RecursiveParameterUsedTwice_GoesToDefs()
    {
        var schema = SchemaGenerator.FromMethod((Tree left, Tree? right) => left.Name + right?.Name);

        AssertJson("""
            {"type":"object","properties":{"left":{"$ref":"#/$defs/Tree"},"right":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]}},
            "required":["left","right"],"$defs":{"Tree":{"type":"object","properties":{"name":{"type":"string"},
            "parent":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]},"children":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},
            "required":["name","parent","children"]}}}
            """, schema);
    }

    [Fact]
    public void FromMethod_Delegate_GivesItsParametersAsOneObject()
    {
        var find = ([Description("What to look for.")] string query, CancellationToken token, [Range(1, 50)] int limit = 10, Size? size = Size.Small) =>
            query + limit + size + token;

        var schema = SchemaGenerator.FromMethod(find);

        AssertJson("""
            {"type":"object","properties":{"query":{"description":"What to look for.","type":"string"},
            "limit":{"type":"integer","minimum":1,"maximum":50,"default":10},
            "size":{"type":["string","null"],"enum":["Small","Large",null],"default":"Small"}},"required":["query"]}
            """, schema);
    }

    [Fact]
    public void FromMethod_NoParameters_GivesAnObjectWithoutProperties()
    {
        AssertJson("""{"type":"object","properties":{}}""", SchemaGenerator.FromMethod(() => 1));
    }

    [Fact]
    public void FromMethod_ClosedObjects_ClosesEveryObjectButDictionaries()
    {
        var options = new SchemaGenerationOptions { ClosedObjects = true, IncludeParameter = parameter => parameter.Name != "hidden" };

        var schema = SchemaGenerator.FromMethod((Point at, Dictionary<string, int> map, string hidden) => at.X + map.Count + hidden, options: options);

        AssertJson("""
            {"type":"object","properties":{"at":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer"}},
            "required":["x","y"],"additionalProperties":false},"map":{"type":"object","additionalProperties":{"type":"integer"}}},
            "required":["at","map"],"additionalProperties":false}
            """, schema);
    }

    [Fact]
    public void FromMethod_ParameterByReference_Throws()
    {
        var method = typeof(int).GetMethod(nameof(int.TryParse), [typeof(string), typeof(int).MakeByRefType()])!;

        var error = Assert.Throws<ArgumentException>(() => SchemaGenerator.FromMethod(method, SchemaGenerator.DefaultSerializerOptions));

        Assert.Contains("cannot come from JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromType_SourceGenerated_GivesTheSameAsReflection()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

        var generated = SchemaGenerator.FromType(Context.Default.Tree);

        AssertJson(SchemaGenerator.FromType<Tree>(options).GetRawText(), generated);
    }

    [Fact]
    public void FromType_SharedManyTimesOver_StaysSmall()
    {
        var schema = SchemaGenerator.FromType<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Point>>>>>>>>>();

        Assert.InRange(schema.GetRawText().Length, 1, 5_000);
        Assert.NotNull(CompiledSchema.Compile(schema));
    }

    [Fact]
    public void FromType_TypeWithoutJsonForm_Throws()
    {
        var error = Assert.Throws<NotSupportedException>(() => SchemaGenerator.FromType<Type>());

        Assert.Contains("System.Type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromType_PatternThatOnlyDotnetKnows_Throws()
    {
        var error = Assert.Throws<SchemaException>(() => SchemaGenerator.FromType<DotnetPattern>());

        Assert.Equal(SchemaErrorCode.InvalidPattern, error.Code);
    }

    [Fact]
    public void FromType_NumbersAsStrings_FollowsTheSerializer()
    {
        var options = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString };

        AssertJson("""{"type":["string","integer"],"pattern":"^-?(?:0|[1-9]\\d*)$"}""", SchemaGenerator.FromType<int>(options));
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.Equal(Json.Write(Json.Parse(expected).WriteTo), Json.Write(actual.WriteTo));

    public enum Size { Small, Large }

    public enum Level { [JsonStringEnumMemberName("very-low")] VeryLow, High }

    [Description("Who asks.")]
    public sealed record Person([Description("As in the passport.")] string Name, int? Age, List<string?> Tags, string? Nick = null, Size Size = Size.Large)
    {
        [JsonPropertyOrder(1)]
        public List<string?> Tags { get; init; } = Tags;
    }

    public sealed record Point(int X, int Y);

    public sealed record Tree(string Name, Tree? Parent, IReadOnlyList<Tree> Children);

    public sealed record Twice<T>(T First, T Second);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), 2)]
    public abstract record Shape;

    public sealed record Circle(double Radius) : Shape;

    public sealed record Square(double Side) : Shape;

    [JsonDerivedType(typeof(Dog), "dog")]
    public class Animal
    {
        public string Name { get; set; } = "";
    }

    public sealed class Dog : Animal
    {
        public bool Barks { get; set; }
    }

    public sealed class DotnetPattern
    {
        [RegularExpression(@"(?i)\Aabc\Z")]
        public string Text { get; set; } = "";
    }

    public sealed class Annotated
    {
        [Range(0, 100)] public int Percent { get; set; }
        [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)] public double Share { get; set; }
        [Range(typeof(decimal), "0.05", "79228162514264337593543950336")] public decimal Price { get; set; }
        [RegularExpression("[A-Z]{3}|X")] public string Code { get; set; } = "X";
        [RegularExpression("^[0-9]+$")] public string Digits { get; set; } = "1";
        [StringLength(9, MinimumLength = 2)] public string Title { get; set; } = "ab";
        [Length(1, 3)] public string[] Tags { get; set; } = ["a"];
        [MaxLength(2)] public Dictionary<string, int> Map { get; set; } = [];
        [AllowedValues("red", "green")] public string Color { get; set; } = "red";
        [DeniedValues("root")] public string NotRoot { get; set; } = "";
        [Url] public string? Home { get; set; }
        [Required, EmailAddress] public string? Mail { get; set; } = "a@b.cd";
        [DefaultValue(3)] public int Count { get; set; } = 3;
        [Obsolete("Not used any more.")] public bool Old { get; set; }
        public Level Level { get; set; }
        public FileAccess Flags { get; set; }
        [JsonConverter(typeof(JsonNumberEnumConverter<DayOfWeek>))] public DayOfWeek Number { get; set; }
        public byte[] Data { get; set; } = [];
        public object Anything { get; set; } = 1;
        public int Length => Title.Length;
        [JsonIgnore] public string Hidden { get; set; } = "";
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Tree))]
    private sealed partial class Context : JsonSerializerContext;
}
