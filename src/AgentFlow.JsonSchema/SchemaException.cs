namespace AgentFlow.JsonSchema;

/// <summary>A schema does not compile. The message says where and what to do.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">What is wrong.</param>
    /// <param name="schemaPointer">JSON pointer to the place in the schema, after the document's URI and <c>#</c> when it has one.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public SchemaException(SchemaErrorCode code, string schemaPointer, string message, Exception? innerException = null)
        : base($"Schema at '{(schemaPointer.Length == 0 ? "(root)" : schemaPointer)}': {message}", innerException)
    {
        Code = code;
        SchemaPointer = schemaPointer;
    }

    /// <summary>What is wrong, for code that decides by it.</summary>
    public SchemaErrorCode Code { get; }

    /// <summary>
    /// JSON pointer to the place in the schema, after the document's URI and <c>#</c> when it has one; empty for the root.
    /// </summary>
    public string SchemaPointer { get; }
}
