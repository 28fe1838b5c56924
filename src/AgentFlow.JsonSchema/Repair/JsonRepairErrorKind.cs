namespace AgentFlow.JsonSchema.Repair;

/// <summary>Why a text could not be read as JSON.</summary>
public enum JsonRepairErrorKind
{
    /// <summary>The text holds no JSON.</summary>
    NoValue,

    /// <summary>Objects and arrays lie deeper inside one another than <see cref="JsonRepairOptions.MaxDepth"/> allows.</summary>
    TooDeep,

    /// <summary>What follows can be read in more than one way, or in none.</summary>
    Unexpected,

    /// <summary>Several different values stand in a row where one was wanted.</summary>
    SeveralValues,

    /// <summary>The value is not of the kind that <see cref="JsonRepairOptions.Root"/> asks for.</summary>
    WrongRoot,
}
