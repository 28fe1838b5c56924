namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Whose rules a schema must follow.</summary>
public enum SchemaProvider
{
    /// <summary>OpenAI with <c>strict: true</c>: all properties required, objects closed, a part of the keywords.</summary>
    OpenAIStrict,

    /// <summary>Gemini's <c>Schema</c>: a part of OpenAPI 3.0, without references.</summary>
    Gemini,

    /// <summary>Anthropic's <c>input_schema</c>: nearly all of JSON Schema.</summary>
    Anthropic,

    /// <summary>Anthropic with <c>strict: true</c>: objects closed, no recursion, few limits on values.</summary>
    AnthropicStrict,
}
