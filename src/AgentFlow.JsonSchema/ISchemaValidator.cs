using System.Text.Json;

namespace AgentFlow.JsonSchema;

/// <summary>Says what is wrong with a value. Implement it to check with another library, or beyond what a schema can say.</summary>
public interface ISchemaValidator
{
    /// <summary>Checks a value.</summary>
    /// <param name="instance">The value.</param>
    /// <param name="maxErrors">How many errors to return at most.</param>
    /// <returns>What is wrong, the most useful first; empty when the value is valid.</returns>
    IReadOnlyList<SchemaError> Validate(JsonElement instance, int maxErrors = SchemaDefaults.MaxErrors);
}
