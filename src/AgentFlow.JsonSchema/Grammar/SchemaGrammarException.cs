namespace AgentFlow.JsonSchema.Grammar;

/// <summary>A schema says something that a grammar cannot: what the grammar wrote might not match it.</summary>
public sealed class SchemaGrammarException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="schemaPointer">JSON pointer to the place in the schema.</param>
    /// <param name="keyword">The keyword that stands in the way.</param>
    /// <param name="message">What is the matter and what to do.</param>
    public SchemaGrammarException(string schemaPointer, string keyword, string message)
        : base($"Schema at '{(schemaPointer.Length == 0 ? "(root)" : schemaPointer)}': '{keyword}' has no exact grammar: {message}")
    {
        SchemaPointer = schemaPointer;
        Keyword = keyword;
    }

    /// <summary>JSON pointer to the place in the schema; empty for the root.</summary>
    public string SchemaPointer { get; }

    /// <summary>The keyword that stands in the way.</summary>
    public string Keyword { get; }
}
