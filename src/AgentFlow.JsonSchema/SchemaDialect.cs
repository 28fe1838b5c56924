namespace AgentFlow.JsonSchema;

/// <summary>The edition of JSON Schema that a schema without <c>$schema</c> is read as.</summary>
public enum SchemaDialect
{
    /// <summary>Draft 2020-12, which model providers and the Model Context Protocol speak.</summary>
    Draft202012,

    /// <summary>Draft 2019-09.</summary>
    Draft201909,

    /// <summary>Draft 7; draft 6 is read as draft 7.</summary>
    Draft7,

    /// <summary>The schema objects of OpenAPI 3.0: draft 5 with <c>nullable</c> and boolean <c>exclusiveMinimum</c>.</summary>
    OpenApi30,
}
