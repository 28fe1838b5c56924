using System.Text;

namespace AgentFlow.JsonSchema.Tests.Suite;

/// <summary>Runs the cases of a file in every way there is to check a value.</summary>
internal static class SuiteRunner
{
    /// <summary>For each case what went wrong, or null.</summary>
    public static IReadOnlyList<string?> Run(string file, bool assertFormat)
    {
        var results = new List<string?>();
        foreach (var group in SuiteData.Read(file).GroupBy(test => test.Group))
        {
            var options = new SchemaOptions { DefaultDialect = SuiteData.DialectOf(file), Registry = SuiteData.Registry, AssertFormat = assertFormat };
            try
            {
                var schema = CompiledSchema.Compile(group.First().Schema, options);
                results.AddRange(group.Select(test => Check(schema, test) is { } problem ? $"{test.Name}: {problem}" : null));
            }
            catch (SchemaException exception)
            {
                results.AddRange(group.Select(test => $"{test.Name}: {exception.Message}"));
            }
        }
        return results;
    }

    private static string? Check(CompiledSchema schema, SuiteCase test)
    {
        var errors = schema.Validate(test.Data);
        if (schema.IsValid(test.Data) != test.Valid)
            return $"IsValid(JsonElement) is {!test.Valid}";
        if (schema.IsValid(Encoding.UTF8.GetBytes(test.Data.GetRawText())) != test.Valid)
            return $"IsValid(utf8Json) is {!test.Valid}";
        if (errors.Count == 0 != test.Valid)
            return $"Validate gives {errors.Count} errors";
        // 'schema' is the keyword of an error that nothing explains: the explainer and the evaluator must agree.
        return errors.Any(error => error.Keyword == "schema") ? "not explained" : null;
    }
}
