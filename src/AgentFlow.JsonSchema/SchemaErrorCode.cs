namespace AgentFlow.JsonSchema;

/// <summary>What is wrong with a schema that does not compile.</summary>
public enum SchemaErrorCode
{
    /// <summary>The text is not JSON.</summary>
    InvalidJson,

    /// <summary>A keyword has a value that the standard does not allow.</summary>
    InvalidKeyword,

    /// <summary>A <c>pattern</c> is not an ECMA-262 regular expression, or uses a part of it that is not supported.</summary>
    InvalidPattern,

    /// <summary>A reference points to nothing that is registered.</summary>
    UnresolvedReference,

    /// <summary><c>$schema</c> names an edition or metaschema that is not known.</summary>
    UnknownDialect,

    /// <summary>The metaschema requires a vocabulary that is not known.</summary>
    UnknownVocabulary,

    /// <summary>References lead back to where they start without going deeper into the value, so that validation would never end.</summary>
    EndlessReference,

    /// <summary>Two schemas claim the same URI or anchor.</summary>
    DuplicateIdentifier,

    /// <summary>The schema is larger or deeper than <see cref="SchemaOptions"/> allows.</summary>
    TooLarge,
}
