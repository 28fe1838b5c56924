using System.Text;

namespace AgentFlow.JsonSchema.Tests.Suite;

/// <summary>Runs a case in every way there is to check a value.</summary>
internal static class SuiteRunner
{
    /// <summary>What went wrong, or null.</summary>
    public static string? Run(SuiteCase test, bool assertFormat)
    {
        var options = new SchemaOptions { DefaultDialect = test.Dialect, Registry = SuiteData.Registry, AssertFormat = assertFormat };
        try
        {
            var schema = CompiledSchema.Compile(test.Schema, options);
            var errors = schema.Validate(test.Data);
            if (schema.IsValid(test.Data) != test.Valid)
                return $"{test.Name}: IsValid(JsonElement) is {!test.Valid}";
            if (schema.IsValid(Encoding.UTF8.GetBytes(test.Data.GetRawText())) != test.Valid)
                return $"{test.Name}: IsValid(utf8Json) is {!test.Valid}";
            if (errors.Count == 0 != test.Valid)
                return $"{test.Name}: Validate gives {errors.Count} errors";
            // 'schema' is the keyword of an error that nothing explains: the explainer and the evaluator must agree.
            return errors.Any(error => error.Keyword == "schema") ? $"{test.Name}: not explained" : null;
        }
        catch (SchemaException exception)
        {
            return $"{test.Name}: {exception.Message}";
        }
    }
}
