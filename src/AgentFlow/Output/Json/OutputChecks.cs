using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.Runs;

namespace AgentFlow.Output.Json;

/// <summary>Finds who judges the answer of a run.</summary>
internal static class OutputChecks
{
    /// <summary>
    /// The caller's check, which knows the type as well, if the run was begun with its schema; else the schema in the journal alone, so that a type
    /// that has changed since does not change what a run under way is held to.
    /// </summary>
    public static IOutputCheck? For(RunStarted start, IOutputCheck? callers) =>
        start.OutputSchema is not { } schema ? null
        : callers is not null && JsonElement.DeepEquals(callers.Schema, schema) ? callers
        : new OutputSchema(schema);

    /// <exception cref="ArgumentException">The schema is none, or not one of an object.</exception>
    public static void ThrowIfInvalid(JsonElement schema)
    {
        if (ValueWrapper.IsNeeded(schema))
            throw new ArgumentException("The output schema of a request must be one of an object (\"type\": \"object\"), which is what providers take. Put another value into a property.");
        try
        {
            CompiledSchema.Compile(schema);
        }
        catch (SchemaException error)
        {
            throw new ArgumentException($"The output schema of a request is not valid. {error.Message}", error);
        }
    }
}
