using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Dialects;
using AgentFlow.JsonSchema.Grammar;

namespace AgentFlow.JsonSchema.Tests.Fuzzing;

/// <summary>JSON text can hold half a surrogate pair as an escape, which no .NET string that was read from it can; whoever reads such a schema says so in his own words.</summary>
public sealed class LoneSurrogateTests
{
    public static TheoryData<string> Schemas => new()
    {
        """{"type":"object","properties":{"a":{"enum":["\ud83d","b"]}}}""",
        """{"type":"object","properties":{"a":{"const":"\ud83d"}}}""",
        """{"type":"object","properties":{"a":{"const":{"\ud83d":[1]}}}}""",
        """{"type":"object","properties":{"a":{"enum":[["\ud83d"]]}}}""",
        """{"type":"object","properties":{"a\ud83d":{"type":"string"}}}""",
        """{"type":"object","required":["\ud83d"]}""",
        """{"type":"object","properties":{"a":{"type":"string","pattern":"\ud83d"}}}""",
        """{"type":"object","properties":{"a":{"$ref":"#/\ud83d"}}}""",
        """{"type":"object","properties":{"a":{"type":"\ud83d"}}}""",
        """{"type":"object","\ud83d":1}""",
        """{"type":"object","description":"\ud83d"}""",
        """{"type":"object","properties":{"a":{"type":"string","default":"\ud83d"}}}""",
        """{"$schema":"\ud83d","type":"object"}""",
        """{"$id":"\ud83d","type":"object"}""",
        """{"type":"object","properties":{"a":{"type":"string","format":"\ud83d"}}}""",
        """{"type":"object","$defs":{"\ud83d":{}},"properties":{"a":{"$anchor":"\ud83d"}}}""",
        """{"type":"object","dependentRequired":{"\ud83d":["\ud83d"]},"patternProperties":{"\ud83d":true}}""",
    };

    [Theory, MemberData(nameof(Schemas))]
    public void Compile_HalfASurrogatePair_ThrowsATypedErrorOrNone(string schema)
    {
        var json = Json.Parse(schema);
        var value = Json.Parse("""{"a":"b"}""");

        Try(() => CompiledSchema.Compile(json).Validate(value));
        Try(() => SchemaGrammar.Compile(json).ToGbnf());
        Try(() => ArgumentCoercer.Compile(json).Coerce(value));
        foreach (var provider in Enum.GetValues<SchemaProvider>())
            Try(() => ProviderSchema.For(json, provider).WithoutAddedNulls(value));
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is SchemaException or SchemaGrammarException)
        {
            Assert.NotEmpty(exception.Message);
        }
    }
}
