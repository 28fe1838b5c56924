using System.Text;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests.Fuzzing;

public sealed class FuzzTests
{
    private const int DefaultRounds = 3_000;

    [Fact]
    public void Validate_RandomSchemasAndValues_AnswersAgreeAndNothingElseIsThrown()
    {
        var compiled = 0;

        foreach (var seed in FuzzRounds.Seeds(DefaultRounds))
            compiled += Round(seed);

        var rounds = FuzzRounds.Count(DefaultRounds);
        Assert.True(compiled > rounds / 5, $"Only {compiled} of {rounds} random schemas compiled, which tests too little.");
    }

    private static int Round(int seed)
    {
        var random = new RandomJson(seed);
        var schemaText = random.Schema(4)?.ToJsonString() ?? "null";
        var options = new SchemaOptions { DefaultDialect = random.Dialect(), AssertFormat = true, MaxSteps = 20_000 };
        CompiledSchema schema;
        try
        {
            schema = CompiledSchema.Parse(schemaText, options);
        }
        catch (SchemaException)
        {
            return 0;
        }
        for (var count = 0; count < 8; count++)
        {
            var text = random.Value(3)?.ToJsonString() ?? "null";
            try
            {
                Check(schema, text);
                schema.IsValid(random.Damage(Encoding.UTF8.GetBytes(text)));
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                // Whatever it is, the case that provoked it is what the reader needs.
                Assert.Fail($"Seed {seed}: schema {schemaText}, value {text}: {exception}");
            }
        }
        return 1;

        void Check(CompiledSchema compiled, string text)
        {
            using var document = JsonDocument.Parse(text);
            var valid = compiled.IsValid(document.RootElement);
            var errors = compiled.Validate(document.RootElement, 3);
            var context = $"Seed {seed}: schema {schemaText}, value {text}, errors {string.Join(' ', errors)}";
            Assert.True(valid == compiled.IsValid(Encoding.UTF8.GetBytes(text)), context);
            Assert.True(valid == (errors.Count == 0), context);
            Assert.True(errors.All(error => error.Keyword != "schema"), context);
            Assert.True(errors.Count <= 3, context);
        }
    }
}
