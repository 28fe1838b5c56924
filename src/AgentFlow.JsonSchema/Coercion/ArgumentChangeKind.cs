namespace AgentFlow.JsonSchema.Coercion;

/// <summary>How an argument was made to fit its schema.</summary>
public enum ArgumentChangeKind
{
    /// <summary>Text that holds a number became the number: <c>"5"</c>, <c>5</c>.</summary>
    TextToNumber,

    /// <summary>A whole number written with a fraction or exponent lost it: <c>5.0</c>, <c>5</c>.</summary>
    WholeNumber,

    /// <summary>A word for true or false, or 1 or 0, became the boolean.</summary>
    ToBoolean,

    /// <summary>A number or boolean became its text.</summary>
    ToText,

    /// <summary>A single value became an array of one.</summary>
    WrappedInArray,

    /// <summary>Text with commas became an array of its parts.</summary>
    SplitList,

    /// <summary>Text that holds JSON became that JSON.</summary>
    ParsedText,

    /// <summary>A value became the one of the allowed values that it means.</summary>
    EnumValue,

    /// <summary>A date or time was rewritten in the form of RFC 3339.</summary>
    DateForm,

    /// <summary>A null for an optional property that cannot be null was dropped.</summary>
    NullDropped,

    /// <summary>A property that the schema does not allow was dropped.</summary>
    PropertyDropped,

    /// <summary>A property was renamed to the declared name that differs only in case, underscores or dashes.</summary>
    PropertyRenamed,

    /// <summary>A missing property got its default.</summary>
    DefaultFilled,
}
